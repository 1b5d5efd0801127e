package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.evaluate.Section.Mosaic;
import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What excites the last feature maps of the discriminator, beside those of the same network untrained. */
final class GuidedSection {
    private static final int MAPS = 6;
    private static final int IMAGES = 5;
    private static final int MOST_LOOKED_AT = 1000;
    private static final int GRID = 16;

    private final Material material;
    private final FeatureNetwork trained;
    private final FeatureNetwork untrained;
    private final int lastMaps;

    /** @param lastMaps feature maps of the last convolution */
    GuidedSection(Material material, FeatureNetwork trained, FeatureNetwork untrained, int lastMaps) {
        this.material = material;
        this.trained = trained;
        this.untrained = untrained;
        this.lastMaps = lastMaps;
    }

    Section measure() {
        Vectors images = material.training()
                .rows(0, Math.min(MOST_LOOKED_AT, material.training().count()));
        Vectors activations = strongest(material.features().of(images, "training images"));
        int first = trained.maps() - lastMaps;
        double[] means = new double[trained.maps()];
        for (int map = first; map < means.length; map++) {
            for (int i = 0; i < images.count(); i++) {
                means[map] += activations.values()[i * activations.length() + map] / images.count();
            }
        }
        List<Integer> maps = IntStream.range(first, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(map -> -means[map]))
                .limit(MAPS)
                .toList();
        List<Mosaic> mosaics = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        Vectors gallery = null;
        for (int map : maps) {
            material.progress().at("Guided backpropagation", rows.size(), maps.size());
            int[] chosen = mostExcited(activations, map);
            Vectors row = row(images.rows(chosen), map);
            gallery = gallery == null ? row : gallery.and(row);
            rows.add(List.of((long) (map + 1), means[map], (double)
                    activations.values()[chosen[0] * activations.length() + map]));
        }
        mosaics.add(new Mosaic(
                "guided",
                "One row a map. Left: the five training images that excite it most. Middle: what in them excites it,"
                        + " trained filters. Right: the same map of the same network with random filters.",
                gallery.values(),
                gallery.count(),
                material.channels(),
                material.side(),
                3 * IMAGES));
        Table table = new Table(
                "Strongest maps of the last convolution",
                List.of("map", "mean of the largest activation", "largest"),
                rows);
        return new Section(
                "guided", "What the discriminator sees", notes(images.count()), List.of(table), mosaics, List.of());
    }

    /** Largest activation of each map, from the 4x4 largest of its parts: [images, maps]. */
    private Vectors strongest(Vectors features) {
        int maps = features.length() / GRID;
        float[] strongest = new float[features.count() * maps];
        for (int i = 0; i < strongest.length; i++) {
            strongest[i] = Float.NEGATIVE_INFINITY;
            for (int g = 0; g < GRID; g++) {
                strongest[i] = Math.max(strongest[i], features.values()[i * GRID + g]);
            }
        }
        return new Vectors(strongest, features.count(), maps);
    }

    private static int[] mostExcited(Vectors activations, int map) {
        return IntStream.range(0, activations.count())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -activations.values()[i * activations.length() + map]))
                .limit(IMAGES)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Vectors row(Vectors images, int map) {
        int side = material.side();
        int channels = material.channels();
        float[] byTrained = trained.guided(images.values(), images.count(), map, channels, side, side);
        float[] byRandom = untrained.guided(images.values(), images.count(), map, channels, side, side);
        return images.and(scaled(Vectors.of(byTrained, images.count())))
                .and(scaled(Vectors.of(byRandom, images.count())));
    }

    /** Each image by itself, so that its largest absolute value becomes 1; zeros stay zeros. */
    private static Vectors scaled(Vectors images) {
        float[] values = images.values().clone();
        for (int i = 0; i < images.count(); i++) {
            float largest = 0;
            for (int k = i * images.length(); k < (i + 1) * images.length(); k++) {
                largest = Math.max(largest, Math.abs(values[k]));
            }
            for (int k = i * images.length(); k < (i + 1) * images.length() && largest > 0; k++) {
                values[k] /= largest;
            }
        }
        return new Vectors(values, images.count(), images.length());
    }

    private static List<String> notes(int looked) {
        return List.of(
                "Guided backpropagation (Springenberg et al. 2014; Radford et al. 2015, section 5.2 and figure 5)"
                        + " of the " + MAPS + " maps of the discriminator's last convolution that " + looked
                        + " training images excite most in the mean. Grey is no influence, bright and dark are influence of either"
                        + " sign; each picture is scaled by itself. Trained filters should answer to parts of objects, random ones"
                        + " to anything. Maps are counted from 1 through all layers, as LatentJ Guided Backpropagation does.");
    }
}

package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.evaluate.Section.Mosaic;
import io.github.latentj.trainer.evaluate.Section.Plot;
import io.github.latentj.trainer.evaluate.Section.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Whether generated images are copies of training images, or of each other. */
final class CopySection {
    private static final int MOST_QUERIES = 200;
    private static final int MOST_SAMPLES = 1000;
    private static final int PART = 512;
    private static final int SHOWN = 8;
    private static final int NEIGHBOURS = 3;
    private static final double NEAR = 0.01;

    private final Material material;
    private final Orientations orientations;
    private final int queries;
    private final String comparedName;
    private Standardization scale;

    CopySection(Material material) {
        this.material = material;
        orientations = new Orientations(material.request().augmentation(), material.channels(), material.side());
        queries = Math.min(MOST_QUERIES, material.count());
        comparedName = material.heldBack().isPresent() ? "held-back images" : "training images, to the others";
    }

    /** Nearest training images of one set of queries. */
    private record Search(Nearest pixels, Nearest features, int[] own) {
        void look(Vectors images, Vectors ofFeatures, int first) {
            pixels.look(images, first, own);
            features.look(ofFeatures, first, own);
        }

        /** As a share of the intensity range. */
        double[] pixelDistances() {
            return Arrays.stream(pixels.distances()).map(d -> d / 2).toArray();
        }
    }

    Section measure() {
        Vectors generated = material.generated().rows(0, queries);
        scale = Standardization.of(material.features().of(material.reference(), "training images"), 1);
        Search ofGenerated = search(generated, null);
        Search ofReal = material.heldBack()
                .map(images -> search(images.rows(0, queries), null))
                .orElseGet(() -> search(
                        material.training().rows(0, queries),
                        IntStream.range(0, queries).toArray()));
        for (int first = 0; first < material.training().count(); first += PART) {
            material.progress()
                    .at("Nearest training images", first, material.training().count());
            int count = Math.min(PART, material.training().count() - first);
            Vectors part = material.training().rows(first, count);
            Vectors features = scale.apply(material.features().of(part, "training images"));
            ofGenerated.look(part, features, first);
            ofReal.look(part, features, first);
        }
        List<Table> tables = new ArrayList<>();
        tables.add(copies(ofGenerated, ofReal));
        List<Mosaic> mosaics = new ArrayList<>();
        Integer[] closest = closest(ofGenerated.pixelDistances());
        mosaics.add(neighbours(
                "neighbours",
                "Generated images, unselected (left column), their nearest training images by pixels (next "
                        + NEIGHBOURS + ") and by features (last " + NEIGHBOURS + "), as they lie in the files.",
                generated,
                ofGenerated,
                IntStream.range(0, Math.min(SHOWN, queries)).toArray()));
        mosaics.add(neighbours(
                "closest",
                "The same for the generated images that are nearest to a training image by pixels.",
                generated,
                ofGenerated,
                Arrays.stream(closest).limit(SHOWN).mapToInt(i -> i).toArray()));
        duplicates(tables, mosaics);
        Plot plot = new Plot(
                "nearest",
                "Distance to the nearest training image",
                "root mean square difference, share of the intensity range",
                Histogram.lines(
                        List.of("generated", comparedName),
                        List.of(ofGenerated.pixelDistances(), ofReal.pixelDistances())));
        return new Section("copies", "Copies", notes(), tables, mosaics, List.of(plot));
    }

    private Search search(Vectors images, int[] own) {
        Vectors ways = orientations.all(images);
        Vectors features = scale.apply(material.features().of(ways, "images to compare"));
        return new Search(
                new Nearest(ways, orientations.count(), NEIGHBOURS),
                new Nearest(features, orientations.count(), NEIGHBOURS),
                own);
    }

    private static Integer[] closest(double[] distances) {
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .toArray(Integer[]::new);
    }

    private Table copies(Search generated, Search real) {
        return new Table(
                "Distance to the nearest of " + material.training().count() + " training images",
                columns(),
                List.of(
                        row("generated, pixels", generated.pixelDistances(), real.pixelDistances()),
                        row(comparedName + ", pixels", real.pixelDistances(), real.pixelDistances()),
                        row("generated, features", generated.features.distances(), real.features.distances()),
                        row(comparedName + ", features", real.features.distances(), real.features.distances())));
    }

    private static List<String> columns() {
        return List.of("", "images", "smallest", "1 %", "median", "largest", "share nearer than 99 % of real");
    }

    private static List<Object> row(String name, double[] distances, double[] real) {
        double near = Quantiles.of(real, NEAR);
        double share = Arrays.stream(distances).filter(d -> d < near).count() / (double) distances.length;
        return List.of(
                name,
                (long) distances.length,
                Quantiles.of(distances, 0),
                Quantiles.of(distances, NEAR),
                Quantiles.of(distances, 0.5),
                Quantiles.of(distances, 1),
                share);
    }

    private Mosaic neighbours(String name, String caption, Vectors generated, Search search, int[] shown) {
        int columns = 1 + 2 * NEIGHBOURS;
        float[] images = new float[shown.length * columns * generated.length()];
        for (int row = 0; row < shown.length; row++) {
            int[] found = IntStream.concat(
                            search.pixels.of(shown[row]).stream().mapToInt(Nearest.Match::index),
                            search.features.of(shown[row]).stream().mapToInt(Nearest.Match::index))
                    .toArray();
            Vectors line = generated.rows(shown[row]).and(material.training().rows(found));
            System.arraycopy(line.values(), 0, images, row * columns * generated.length(), line.values().length);
        }
        return new Mosaic(name, caption, images, shown.length * columns, material.channels(), material.side(), columns);
    }

    private void duplicates(List<Table> tables, List<Mosaic> mosaics) {
        int count = Math.min(MOST_SAMPLES, material.count());
        Vectors generated = material.generated().rows(0, count);
        Vectors real = material.training().rows(0, count);
        Nearest generatedPixels = amongThemselves(generated, "generated images");
        Nearest realPixels = amongThemselves(real, "training images");
        double[] a = Arrays.stream(generatedPixels.distances()).map(d -> d / 2).toArray();
        double[] b = Arrays.stream(realPixels.distances()).map(d -> d / 2).toArray();
        double[] c = amongThemselves(features(generated, "generated images"), "features of generated images")
                .distances();
        double[] d = amongThemselves(features(real, "training images"), "features of training images")
                .distances();
        tables.add(new Table(
                "Distance to the nearest of their own kind",
                columns(),
                List.of(
                        row("generated, pixels", a, b),
                        row("training images, pixels", b, b),
                        row("generated, features", c, d),
                        row("training images, features", d, d))));
        mosaics.add(pairs(generated, generatedPixels, a));
    }

    private Vectors features(Vectors images, String what) {
        return scale.apply(material.features().of(images, what));
    }

    private Nearest amongThemselves(Vectors vectors, String what) {
        material.progress().at("Duplicates among " + what, 0, 1);
        Nearest nearest = new Nearest(vectors, 1, 1);
        nearest.look(vectors, 0, IntStream.range(0, vectors.count()).toArray());
        return nearest;
    }

    private Mosaic pairs(Vectors generated, Nearest nearest, double[] distances) {
        List<Integer> shown = new ArrayList<>();
        for (int i : closest(distances)) {
            int other = nearest.of(i).get(0).index();
            if (shown.size() < 2 * SHOWN && !shown.contains(i) && !shown.contains(other)) {
                shown.add(i);
                shown.add(other);
            }
        }
        Vectors images =
                generated.rows(shown.stream().mapToInt(Integer::intValue).toArray());
        return new Mosaic(
                "pairs",
                "The pairs of generated images that are most alike, side by side.",
                images.values(),
                images.count(),
                material.channels(),
                material.side(),
                SHOWN);
    }

    private List<String> notes() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Distances are root mean square differences: of pixels as a share of the intensity range, of"
                                + " features of the discriminator in standard deviations. Of %d images each%s. Copies would"
                                + " lie nearer to training images than real images do that are none: the last column is the"
                                + " share that lies nearer than 99 in 100 of these; about 0.01 is what real images have.",
                        queries,
                        orientations.count() > 1
                                ? ", in all " + orientations.count() + " orientations that training used"
                                : ""),
                "Warning: the authors of DCGAN give no nearest neighbours, because a small shift or turn of a copy fools"
                        + " them in pixel and in feature space (Radford et al. 2015, section 6, after Theis et al. 2015). A"
                        + " small distance shows a copy; a large one does not show that there is none. Look at the pictures.",
                "The same among the images themselves tells duplicates: a generator that makes few different images repeats"
                        + " them (Arora and Zhang 2017). Smooth images are nearer to each other in pixels than noisy ones,"
                        + " without being copies.");
    }
}

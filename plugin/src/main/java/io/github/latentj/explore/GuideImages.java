package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.inference.FeatureModel;
import io.github.latentj.inference.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Guided backpropagation from single feature maps of a discriminator, beside the same network with random filters
 * (Radford et al. 2015, figure 5).
 */
public final class GuideImages {
    /**
     * Makes one row for each map: the images by random filters, then the images by trained ones. Each picture is scaled
     * by itself, grey is zero. Blocks until all are made.
     *
     * @throws RequestException if a map does not exist, an image has other channels, or the result does not fit into
     *     memory
     * @throws io.github.latentj.inference.ModelException if the model cannot be used
     * @throws io.github.latentj.inference.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(GuideRequest request, Progress progress) {
        try (FeatureModel trained = FeatureModel.open(request.model(), progress)) {
            requireMaps(request.maps(), trained.maps());
            GeneratorSpec spec = trained.spec().toBuilder()
                    .intensityMap(IntensityMap.uint8())
                    .build();
            MemoryEstimate.require(
                    spec,
                    2
                            * request.images().size()
                            * Math.max(request.strongest(), request.maps().size()));
            NetworkInputs inputs = new NetworkInputs(trained.spec());
            List<float[]> images = inputs.of(request.images());
            List<Integer> maps = request.maps().isEmpty()
                    ? strongest(trained, images, request.strongest(), progress)
                    : request.maps();
            int columns = 2 * images.size();
            Object[][] planes = new Object[maps.size() * columns][];
            try (FeatureModel random = trained.withRandomFilters(request.seed())) {
                fill(random, images, maps, planes, 0, progress);
            }
            fill(trained, images, maps, planes, images.size(), progress);
            GeneratedImages gallery =
                    new GeneratedImages(trained, spec, planes, new Operation("guided", request.seed(), columns));
            gallery.note("maps", maps.stream().map(String::valueOf).collect(Collectors.joining(",")));
            gallery.note("columns_of_random_filters", "1-" + images.size());
            gallery.note("columns_of_trained_filters", (images.size() + 1) + "-" + columns);
            inputs.resampling(request.images()).ifPresent(text -> gallery.note("resampling", text));
            return gallery;
        }
    }

    private static void requireMaps(List<Integer> maps, int most) {
        for (int map : maps) {
            if (map < 1 || map > most) {
                throw new RequestException("maps must name feature maps from 1 to " + most + ", found " + map);
            }
        }
    }

    /** Numbers, from 1, of the maps of the last layer whose largest activation is largest in the mean of the images. */
    private static List<Integer> strongest(FeatureModel model, List<float[]> images, int count, Progress progress) {
        double[] strength = new double[model.maps()];
        model.describe(
                images,
                (index, logit, features) -> {
                    int perMap = features.length / strength.length;
                    for (int map = 0; map < strength.length; map++) {
                        strength[map] += largest(features, map * perMap, perMap);
                    }
                },
                progress);
        return IntStream.range(strength.length - model.mapsOfLastLayer(), strength.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer map) -> -strength[map]))
                .limit(count)
                .map(map -> map + 1)
                .collect(Collectors.toList());
    }

    private static float largest(float[] values, int first, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = first; i < first + count; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    private static void fill(
            FeatureModel model,
            List<float[]> images,
            List<Integer> maps,
            Object[][] planes,
            int firstColumn,
            Progress progress) {
        PixelPlanes pixels = new PixelPlanes(
                model.spec().toBuilder().intensityMap(IntensityMap.uint8()).build());
        int columns = 2 * images.size();
        for (int row = 0; row < maps.size(); row++) {
            int first = row * columns + firstColumn;
            model.guide(
                    images,
                    maps.get(row) - 1,
                    (index, guided) -> planes[first + index] = pixels.of(scaled(guided)),
                    progress);
        }
    }

    /** So that the largest absolute value becomes 1; zeros stay zeros. */
    private static float[] scaled(float[] image) {
        float largest = 0;
        for (float value : image) {
            largest = Math.max(largest, Math.abs(value));
        }
        float[] scaled = image.clone();
        for (int i = 0; i < scaled.length && largest > 0; i++) {
            scaled[i] = scaled[i] / largest;
        }
        return scaled;
    }
}

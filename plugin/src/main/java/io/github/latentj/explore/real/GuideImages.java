package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.MemoryEstimate;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.FeatureModel;
import io.github.latentj.inference.runtime.Progress;
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
     * Makes a figure with one row for each image: the image as the network sees it, the maps by trained filters, and the
     * same maps by random ones. Each map's picture is scaled by itself, grey is zero. Blocks until all are made.
     *
     * @throws RequestException if a map does not exist, an image has other channels, or the result does not fit into
     *     memory
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used
     * @throws io.github.latentj.inference.runtime.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(GuideRequest request, Progress progress) {
        try (FeatureModel trained = FeatureModel.open(request.model(), progress)) {
            requireMaps(request.maps(), trained.maps());
            GeneratorSpec spec = trained.spec().toBuilder()
                    .intensityMap(IntensityMap.uint8())
                    .build();
            int maps = Math.max(request.strongest(), request.maps().size());
            MemoryEstimate.require(spec, request.images().size() * (2 * maps + 1));
            NetworkInputs inputs = new NetworkInputs(trained.spec());
            List<float[]> images = inputs.of(request.images());
            List<Integer> chosen = request.maps().isEmpty()
                    ? strongest(trained, images, request.strongest(), progress)
                    : request.maps();
            GuidedFigure figure = new GuidedFigure(request, chosen, spec);
            images.forEach(figure::addImage);
            try (FeatureModel random = trained.withRandomFilters(request.seed())) {
                guide(random, images, chosen, figure::random, progress);
            }
            guide(trained, images, chosen, figure::trained, progress);
            GeneratedImages gallery = figure.of(trained);
            SizeCheck sizes = new SizeCheck(trained.spec());
            sizes.note(request.images()).ifPresent(text -> gallery.note("resampling", text));
            sizes.warning(request.images()).ifPresent(gallery::warn);
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

    private static void guide(
            FeatureModel model, List<float[]> images, List<Integer> maps, GuidedSink sink, Progress progress) {
        for (int map = 0; map < maps.size(); map++) {
            int column = map;
            model.guide(
                    images, maps.get(map) - 1, (image, guided) -> sink.accept(image, column, scaled(guided)), progress);
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

    private interface GuidedSink {
        void accept(int image, int map, float[] guided);
    }
}

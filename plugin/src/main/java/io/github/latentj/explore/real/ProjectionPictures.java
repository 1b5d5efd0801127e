package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.Operation;
import io.github.latentj.explore.Panel;
import io.github.latentj.explore.PixelPlanes;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.LatentDescent;
import io.github.latentj.latent.PriorPull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Turns what descents found into pictures and numbers, image by image. */
final class ProjectionPictures {
    private static final String[] PARTS = {"image", "reconstruction", "residual", "spread"};
    /** The same as wide as an image, at a size that can be read. */
    private static final String[] LABELS = {PARTS[0], "found", PARTS[2], PARTS[3]};

    private final GeneratorModel generator;
    private final ProjectRequest request;
    private final GeneratorSpec differenceSpec;
    private final List<Projection> numbers = new ArrayList<>();
    private final List<float[]> latents = new ArrayList<>();
    private final List<Object[]> pictures = new ArrayList<>();
    private final List<Object[]> differences = new ArrayList<>();

    ProjectionPictures(GeneratorModel generator, ProjectRequest request) {
        this.generator = generator;
        this.request = request;
        IntensityMap map = generator.spec().intensityMap();
        double half = (map.maximum() - map.minimum()) / 2;
        differenceSpec = generator.spec().toBuilder()
                .intensityMap(new IntensityMap(PixelType.FLOAT32, -half, half))
                .build();
    }

    void add(SourceImage image, double clipped, float[] target, float[] weight, LatentDescent.Descended found) {
        float[][] ends = new float[found.latents().length][];
        generator.generate(found.latents(), (index, end) -> ends[index] = end.clone(), Progress.SILENT);
        float[] best = ends[found.best()];
        float[] latent = found.latents()[found.best()];
        double[] errors = Arrays.stream(ends)
                .mapToDouble(end -> ImageError.shareOfRange(end, target, weight))
                .toArray();
        float[] deviation = deviation(ends);
        double spread = ImageError.shareOfRange(deviation, new float[deviation.length], weight);
        numbers.add(new Projection(
                image.name(),
                errors[found.best()],
                ImageError.explained(target, best, weight),
                median(errors),
                spread,
                PriorPull.length(latent),
                found.best() + 1,
                clipped));

        float[] residual = target.clone();
        float[] above = deviation.clone();
        for (int i = 0; i < residual.length; i++) {
            residual[i] -= best[i];
            above[i] -= 1;
        }
        PixelPlanes planes = new PixelPlanes(generator.spec());
        for (float[] picture : new float[][] {target, best, clamped(residual), above}) {
            latents.add(latent);
            pictures.add(planes.of(picture));
        }
        differences.add(new PixelPlanes(differenceSpec).of(residual));
        differences.add(new PixelPlanes(differenceSpec).of(deviation));
    }

    /** The standard deviation of each value over the images; zero for one image. */
    private static float[] deviation(float[][] images) {
        float[] deviation = new float[images[0].length];
        for (int i = 0; i < deviation.length && images.length > 1; i++) {
            double mean = 0;
            for (float[] image : images) {
                mean += image[i] / (double) images.length;
            }
            double squares = 0;
            for (float[] image : images) {
                squares += (image[i] - mean) * (image[i] - mean);
            }
            deviation[i] = (float) Math.sqrt(squares / (images.length - 1));
        }
        return deviation;
    }

    /** Pixels of type float32 store what lies outside the range, too; as a picture it stays inside. */
    private static float[] clamped(float[] image) {
        float[] clamped = image.clone();
        for (int i = 0; i < clamped.length; i++) {
            clamped[i] = Math.max(-1, Math.min(1, clamped[i]));
        }
        return clamped;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    List<Projection> numbers() {
        return Collections.unmodifiableList(numbers);
    }

    Projections finished(List<String> remarks) {
        int each = Projections.PICTURES;
        int side = Math.max(1, (int) Math.round(Math.sqrt(numbers.size() / (double) each)));
        GeneratedImages sheet = new GeneratedImages(
                generator,
                generator.spec(),
                latents.toArray(new float[0][]),
                pictures.toArray(new Object[0][]),
                new Operation("project", request.seed(), each * side));
        GeneratedImages exact = new GeneratedImages(
                generator,
                differenceSpec,
                new float[0][],
                differences.toArray(new Object[0][]),
                new Operation("projection differences", request.seed(), 2 * side));
        for (int i = 0; i < numbers.size(); i++) {
            for (int part = 0; part < each; part++) {
                sheet.title(each * i + part, numbers.get(i).name() + ": " + PARTS[part]);
            }
            exact.title(2 * i, numbers.get(i).name() + ": " + PARTS[2]);
            exact.title(2 * i + 1, numbers.get(i).name() + ": " + PARTS[3]);
        }
        List<String> labels = new ArrayList<>();
        for (int column = 0; column < side; column++) {
            labels.addAll(Arrays.asList(LABELS));
        }
        sheet.arrange(Collections.singletonList(
                Panel.at(0, 0).images(0, sheet.count(), each * side).labelled(labels, Collections.emptyList())));
        note(sheet);
        return new Projections(numbers, sheet, exact, remarks);
    }

    private void note(GeneratedImages sheet) {
        sheet.note("cells", "image, reconstruction, residual (mid grey is zero), spread of the starts (black is zero)");
        sheet.note(
                "search",
                request.starts() + " starts, at most " + request.steps() + " steps, prior weight "
                        + request.priorWeight());
        IntensityMap model = generator.spec().intensityMap();
        IntensityMap image = request.range().orElse(model);
        sheet.note(
                "intensities",
                image.minimum() + " to " + image.maximum() + " in the image are the model's " + model.minimum() + " to "
                        + model.maximum());
    }
}

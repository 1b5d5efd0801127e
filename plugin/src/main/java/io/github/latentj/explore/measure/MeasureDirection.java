package io.github.latentj.explore.measure;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.explore.Direction;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Directions;
import io.github.latentj.latent.RidgeRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the direction along which a measured value grows, by regression on the latent, and saves it beside the model.
 * Directions of values that shall not change are projected out (Shen et al. 2020, InterFaceGAN, section 3.4).
 */
public final class MeasureDirection {
    private final GeneratorModels models;

    public MeasureDirection(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Generates images, measures them and finds the direction. Blocks until it is saved.
     *
     * @throws RequestException if the name is taken, a column is not measured, or there are too few measured images
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is saved
     */
    public MeasuredDirection run(MeasuredDirectionRequest request, ImageMeasurer measurer, Progress progress) {
        requireFreeName(request);
        try (GeneratorModel model = models.open(request.model())) {
            float[][] latents = new LatentSampler(
                            model.spec().prior(), model.spec().latentSize(), request.seed())
                    .samples(request.count());
            MeasuringRun run = new MeasuringRun(model, measurer, columns(request), progress, request.count());
            return saved(request, model, latents, run.ofLatents(latents), " generated images, seed " + request.seed());
        }
    }

    /**
     * Finds the direction for images that were measured before.
     *
     * @param images the latents of the table's rows, in order
     * @throws RequestException as in {@link #run}, or if the table has not one row for each image
     */
    public MeasuredDirection of(MeasuredDirectionRequest request, List<LatentSource> images, MeasurementTable table) {
        requireFreeName(request);
        if (images.size() != table.rows()) {
            throw new RequestException("the table must have one row for each image, found " + table.rows()
                    + " rows and " + images.size() + " images");
        }
        try (GeneratorModel model = models.open(request.model())) {
            return saved(request, model, LatentSource.resolve(images, model), table, " images of a table");
        }
    }

    private static void requireFreeName(MeasuredDirectionRequest request) {
        folder(request).requireFree(request.name());
    }

    private static DirectionFolder folder(MeasuredDirectionRequest request) {
        return new DirectionFolder(request.model(), request.replaces());
    }

    private static List<String> columns(MeasuredDirectionRequest request) {
        List<String> columns = new ArrayList<>();
        columns.add(request.column());
        columns.addAll(request.held());
        return columns;
    }

    private static MeasuredDirection saved(
            MeasuredDirectionRequest request,
            GeneratorModel model,
            float[][] latents,
            MeasurementTable table,
            String source) {
        int[] rows = table.complete(columns(request));
        float[][] used = Arrays.stream(rows).mapToObj(row -> latents[row]).toArray(float[][]::new);
        Map<String, MeasuredDirection.Fit> fits = new LinkedHashMap<>();
        List<float[]> directions = new ArrayList<>();
        for (String column : columns(request)) {
            double[] all = table.column(column);
            double[] values = Arrays.stream(rows).mapToDouble(row -> all[row]).toArray();
            RidgeRegression regression = regression(column, used, values, request.seed());
            directions.add(regression.direction());
            fits.put(
                    column,
                    new MeasuredDirection.Fit(values, regression.predictions(), regression.r2(), regression.penalty()));
        }
        float[] vector = projected(request, directions);
        Direction direction =
                new Direction(request.name(), model.sha256(), origin(request, fits, rows.length, source), vector);
        folder(request).save(direction);
        return new MeasuredDirection(
                direction, fits, dot(vector, directions.get(0)), rows.length, table.rows() - rows.length);
    }

    private static RidgeRegression regression(String column, float[][] latents, double[] values, long seed) {
        try {
            return RidgeRegression.fit(latents, values, seed);
        } catch (IllegalArgumentException impossible) {
            throw new RequestException("'" + column + "': " + impossible.getMessage());
        }
    }

    private static float[] projected(MeasuredDirectionRequest request, List<float[]> directions) {
        try {
            return Directions.without(directions.get(0), directions.subList(1, directions.size()));
        } catch (IllegalArgumentException same) {
            throw new RequestException("'" + request.column() + "' cannot change while "
                    + String.join(", ", request.held()) + " are held: " + same.getMessage());
        }
    }

    private static String origin(
            MeasuredDirectionRequest request, Map<String, MeasuredDirection.Fit> fits, int images, String source) {
        String held = request.held().isEmpty() ? "" : ", " + String.join(", ", request.held()) + " held";
        return String.format(
                Locale.ROOT,
                "along '%s' of %d%s%s: ridge regression, cross-validated R2 %.3f",
                request.column(),
                images,
                source,
                held,
                fits.get(request.column()).r2());
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}

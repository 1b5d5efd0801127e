package io.github.latentj.explore.measure;

import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Bootstrap;
import io.github.latentj.latent.Directions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moves images step by step along a saved direction and measures each: does the value follow the step? */
public final class DoseResponse {
    private final GeneratorModels models;

    public DoseResponse(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until everything is measured.
     *
     * @return one curve for each column
     * @throws RequestException if a direction, latent or column does not fit
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public List<DoseCurve> run(DoseResponseRequest request, ImageMeasurer measurer, Progress progress) {
        try (GeneratorModel model = models.open(request.model())) {
            float[] direction = new DirectionFolder(request.model())
                    .load(request.direction(), model)
                    .vector();
            double[] steps = steps(request);
            float[][] starts = LatentSource.resolve(request.images(), model);
            float[][] latents = new float[starts.length * steps.length][];
            for (int i = 0; i < latents.length; i++) {
                latents[i] = Directions.moved(starts[i / steps.length], direction, steps[i % steps.length]);
            }
            MeasuringRun run = new MeasuringRun(model, measurer, request.columns(), progress, latents.length);
            return curves(request, steps, run.ofLatents(latents));
        }
    }

    private static double[] steps(DoseResponseRequest request) {
        double[] steps = new double[request.steps()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = request.distance() * (2.0 * i / (steps.length - 1) - 1);
        }
        return steps;
    }

    private static List<DoseCurve> curves(DoseResponseRequest request, double[] steps, MeasurementTable table) {
        List<DoseCurve> curves = new ArrayList<>();
        for (String column : request.columns().isEmpty() ? table.columns() : request.columns()) {
            double[] values = table.column(column);
            double[][] series = new double[request.images().size()][];
            for (int i = 0; i < series.length; i++) {
                series[i] = Arrays.copyOfRange(values, i * steps.length, (i + 1) * steps.length);
            }
            curves.add(new DoseCurve(column, steps, series, new Bootstrap(request.repeats(), request.seed())));
        }
        if (curves.isEmpty()) {
            throw new RequestException(MeasurementTable.missing("", table.columns()));
        }
        return curves;
    }
}

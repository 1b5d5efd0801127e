package io.github.latentj.explore.measure;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.explore.RequestException;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Do generated images measure like real ones? The same measurements of both, column by column. */
public final class CompareMeasurements {
    private final GeneratorModels models;

    public CompareMeasurements(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until everything is measured.
     *
     * @return one comparison for each column
     * @throws RequestException if a column is not measured
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public List<MeasurementComparison> run(ComparisonRequest request, ImageMeasurer measurer, Progress progress) {
        List<SourceImage> real = chosen(request);
        try (GeneratorModel model = models.open(request.model())) {
            MeasuringRun run =
                    new MeasuringRun(model, measurer, request.columns(), progress, real.size() + request.count());
            MeasurementTable ofReal = run.ofImages(real);
            MeasurementTable ofGenerated = run.ofLatents(
                    new LatentSampler(model.spec().prior(), model.spec().latentSize(), request.seed())
                            .samples(request.count()));
            List<MeasurementComparison> comparisons = new ArrayList<>();
            for (String column : request.columns().isEmpty() ? ofReal.columns() : request.columns()) {
                comparisons.add(new MeasurementComparison(column, ofGenerated.column(column), ofReal.column(column)));
            }
            if (comparisons.isEmpty()) {
                throw new RequestException(MeasurementTable.missing("", ofReal.columns()));
            }
            return comparisons;
        }
    }

    private static List<SourceImage> chosen(ComparisonRequest request) {
        List<SourceImage> shuffled = new ArrayList<>(request.real());
        Collections.shuffle(shuffled, new Random(request.seed()));
        return shuffled.subList(0, Math.min(request.count(), shuffled.size()));
    }
}

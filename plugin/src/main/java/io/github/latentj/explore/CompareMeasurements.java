package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.Progress;
import io.github.latentj.latent.Bootstrap;
import io.github.latentj.latent.KolmogorovSmirnov;
import io.github.latentj.latent.Quantiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Do generated images measure like real ones? The same measurements of both, column by column. */
public final class CompareMeasurements {
    private static final int FEWEST_IMAGES = 20;
    private static final int SPLITS = 100;
    private static final int REPEATS = 1000;

    private final GeneratorModels models;

    public CompareMeasurements(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until everything is measured.
     *
     * @param real real images; if there are more than {@code count}, the seed chooses among them
     * @param count generated images, and at most so many real ones
     * @param columns what to compare; empty for all that is measured
     * @param seed of the generated images, the choice and the bootstrap
     * @throws RequestException if there are fewer than 20 images or a column is not measured
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public List<MeasurementComparison> run(
            Path path,
            List<SourceImage> real,
            int count,
            List<String> columns,
            long seed,
            ImageMeasurer measurer,
            Progress progress) {
        if (real.size() < FEWEST_IMAGES || count < FEWEST_IMAGES || count > GenerateRequest.MOST_IMAGES) {
            throw new RequestException("a comparison needs at least " + FEWEST_IMAGES + " real images and "
                    + FEWEST_IMAGES + " to " + GenerateRequest.MOST_IMAGES + " generated ones, found " + real.size()
                    + " and " + count);
        }
        List<SourceImage> chosen = new ArrayList<>(real);
        Collections.shuffle(chosen, new Random(seed));
        chosen = chosen.subList(0, Math.min(count, chosen.size()));
        try (GeneratorModel model = models.open(path)) {
            MeasuringRun run = new MeasuringRun(model, measurer, columns, progress, chosen.size() + count);
            MeasurementTable ofReal = run.ofImages(chosen);
            MeasurementTable ofGenerated = run.ofLatents(
                    new LatentSampler(model.spec().prior(), model.spec().latentSize(), seed).samples(count));
            List<MeasurementComparison> comparisons = new ArrayList<>();
            for (String column : columns.isEmpty() ? ofReal.columns() : columns) {
                comparisons.add(comparison(column, ofGenerated.column(column), ofReal.column(column), seed));
            }
            if (comparisons.isEmpty()) {
                throw new RequestException(MeasurementTable.missing("", ofReal.columns()));
            }
            return comparisons;
        }
    }

    private static MeasurementComparison comparison(String column, double[] generated, double[] real, long seed) {
        KolmogorovSmirnov distributions = new KolmogorovSmirnov(generated, real);
        return new MeasurementComparison(
                column,
                generated,
                real,
                distributions.distance(),
                distributions.interval(new Bootstrap(REPEATS, seed)),
                floor(real, seed));
    }

    private static double floor(double[] real, long seed) {
        Random random = new Random(seed);
        double[] distances = new double[SPLITS];
        List<Double> values = new ArrayList<>();
        Arrays.stream(real).forEach(values::add);
        for (int split = 0; split < SPLITS; split++) {
            Collections.shuffle(values, random);
            double[] shuffled = values.stream().mapToDouble(Double::doubleValue).toArray();
            int half = shuffled.length / 2;
            distances[split] = new KolmogorovSmirnov(
                            Arrays.copyOfRange(shuffled, 0, half), Arrays.copyOfRange(shuffled, half, shuffled.length))
                    .distance();
        }
        return Quantiles.median(distances);
    }
}

package io.github.latentj.explore.measure;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** All draws with concepts of one size. */
final class ArithmeticDraws {
    private final GeneratorModel model;
    private final ConceptPool pool;
    private final int samples;
    private final Random random;

    ArithmeticDraws(GeneratorModel model, ConceptPool pool, int samples, Random random) {
        this.model = model;
        this.pool = pool;
        this.samples = samples;
        this.random = random;
    }

    List<ArithmeticScore> scores(ArithmeticCheckRequest request, MeasuringRun run) {
        int draws = request.draws();
        float[][] starts = new float[draws][];
        float[][] sums = new float[draws][];
        float[][] randoms = new float[draws][];
        float[][] pixelStarts = new float[draws][];
        float[][] pixelSums = new float[draws][];
        for (int draw = 0; draw < draws; draw++) {
            run.requireGoingOn();
            List<float[]> marked = pool.lowMarked(samples, random);
            List<float[]> low = pool.low(samples, marked, random);
            List<float[]> high = pool.high(samples, random);
            starts[draw] = mean(marked);
            float[] step = plus(mean(high), mean(low), -1);
            sums[draw] = plus(starts[draw], step, 1);
            randoms[draw] = plus(starts[draw], randomStep(length(step), step.length), 1);
            pixelStarts[draw] = meanImage(marked);
            pixelSums[draw] = inRange(plus(plus(meanImage(high), meanImage(low), -1), pixelStarts[draw], 1));
        }
        MeasurementTable start = run.ofLatents(starts);
        return Arrays.asList(
                score(ArithmeticScore.LATENT, start, run.ofLatents(sums), request),
                score("pixels", run.ofPixels(pixelStarts), run.ofPixels(pixelSums), request),
                score(ArithmeticScore.RANDOM, start, run.ofLatents(randoms), request));
    }

    private ArithmeticScore score(
            String method, MeasurementTable start, MeasurementTable end, ArithmeticCheckRequest request) {
        return new ArithmeticScore(
                samples,
                method,
                differences(start, end, request.change(), pool.changeDeviation()),
                differences(start, end, request.keep(), pool.keepDeviation()),
                request.rise(),
                request.tolerance());
    }

    /** NaN for all draws if the column could be measured in none. */
    private static double[] differences(MeasurementTable start, MeasurementTable end, String column, double unit) {
        double[] differences = new double[start.rows()];
        Arrays.fill(differences, Double.NaN);
        if (start.columns().contains(column) && end.columns().contains(column)) {
            double[] from = start.column(column);
            double[] to = end.column(column);
            Arrays.setAll(differences, i -> (to[i] - from[i]) / unit);
        }
        return differences;
    }

    private float[] meanImage(List<float[]> latents) {
        List<float[]> images = new ArrayList<>();
        model.generate(latents.toArray(new float[0][]), (index, image) -> images.add(image.clone()), Progress.SILENT);
        return mean(images);
    }

    private float[] randomStep(double length, int size) {
        float[] step = new float[size];
        for (int i = 0; i < size; i++) {
            step[i] = (float) random.nextGaussian();
        }
        double scale = length / length(step);
        for (int i = 0; i < size; i++) {
            step[i] *= (float) scale;
        }
        return step;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        return Math.sqrt(squares);
    }

    private static float[] mean(List<float[]> vectors) {
        float[] mean = new float[vectors.get(0).length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] vector : vectors) {
                sum += vector[i];
            }
            mean[i] = (float) (sum / vectors.size());
        }
        return mean;
    }

    private static float[] plus(float[] a, float[] b, int sign) {
        float[] sum = new float[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + sign * b[i];
        }
        return sum;
    }

    private static float[] inRange(float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.max(-1, Math.min(1, image[i]));
        }
        return image;
    }
}

package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.Progress;
import io.github.latentj.latent.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Does arithmetic with concepts do what it says (Radford et al. 2015, section 6.3.2)? Adds high - low to images that are
 * low and marked, in latent space, in pixels, and as control a random step of the same length in latent space. Each
 * result is compared with its own start: the image of the mean latent of the third concept, or its mean pixels.
 * Concepts are drawn from measured images: high and low are the upper and lower third of the value that shall rise,
 * marked is the upper third of the value that shall stay.
 */
public final class CheckArithmetic {
    private static final int MEASURED_PER_DRAW = 5;

    private final GeneratorModels models;

    public CheckArithmetic(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until everything is measured.
     *
     * @return scores of latent arithmetic, pixel arithmetic and random steps; for concepts of several samples, then for
     *     single ones
     * @throws RequestException if a column is not measured or a concept finds too few images
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public List<ArithmeticScore> run(ArithmeticCheckRequest request, ImageMeasurer measurer, Progress progress) {
        try (GeneratorModel model = models.open(request.model())) {
            int[] sizes = request.samples() > 1 ? new int[] {request.samples(), 1} : new int[] {1};
            MeasuringRun run = new MeasuringRun(
                    model,
                    measurer,
                    Arrays.asList(request.change(), request.keep()),
                    progress,
                    request.count() + sizes.length * MEASURED_PER_DRAW * request.draws());
            float[][] pool = new LatentSampler(
                            model.spec().prior(), model.spec().latentSize(), request.seed())
                    .samples(request.count());
            Pool measured = new Pool(request, pool, run.ofLatents(pool));
            Random random = new Random(request.seed());
            List<ArithmeticScore> scores = new ArrayList<>();
            for (int samples : sizes) {
                scores.addAll(new Draws(model, measured, samples, random).scores(request, run));
            }
            return scores;
        }
    }

    /** Measured images, sorted into concepts. */
    private static final class Pool {
        private final float[][] latents;
        private final double changeDeviation;
        private final double keepDeviation;
        private final int[] high;
        private final int[] low;
        private final int[] lowMarked;

        Pool(ArithmeticCheckRequest request, float[][] latents, MeasurementTable table) {
            this.latents = latents;
            double[] change = table.column(request.change());
            double[] keep = table.column(request.keep());
            changeDeviation = deviation(change);
            keepDeviation = deviation(keep);
            double lower = Quantiles.of(change, 1 / 3.0);
            double upper = Quantiles.of(change, 2 / 3.0);
            double dim = Quantiles.of(keep, 1 / 3.0);
            double marked = Quantiles.of(keep, 2 / 3.0);
            IntPredicate usual = i -> !request.matched() || keep[i] >= dim && keep[i] <= marked;
            high = where(i -> change[i] >= upper && usual.test(i));
            low = where(i -> change[i] <= lower && usual.test(i));
            lowMarked = where(i -> change[i] <= lower && keep[i] >= marked);
            int fewest = Math.min(high.length, Math.min(low.length - request.samples(), lowMarked.length));
            if (fewest < request.samples()) {
                throw new RequestException("there are too few images for the concepts among " + latents.length + ": "
                        + high.length + " high, " + low.length + " low, " + lowMarked.length
                        + " low and marked: ask for more");
            }
        }

        private int[] where(IntPredicate condition) {
            return IntStream.range(0, latents.length).filter(condition).toArray();
        }

        private static double deviation(double[] values) {
            double[] present =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            double mean = Arrays.stream(present).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(present).map(v -> (v - mean) * (v - mean)).sum();
            return Math.sqrt(squares / (present.length - 1));
        }

        /** So many different members of a concept, none of them among {@code taken}. */
        List<float[]> drawn(int[] concept, int samples, List<float[]> taken, Random random) {
            List<float[]> members = new ArrayList<>();
            while (members.size() < samples) {
                float[] member = latents[concept[random.nextInt(concept.length)]];
                if (!members.contains(member) && !taken.contains(member)) {
                    members.add(member);
                }
            }
            return members;
        }
    }

    /** All draws with concepts of one size. */
    private static final class Draws {
        private final GeneratorModel model;
        private final Pool pool;
        private final int samples;
        private final Random random;

        Draws(GeneratorModel model, Pool pool, int samples, Random random) {
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
                List<float[]> marked = pool.drawn(pool.lowMarked, samples, new ArrayList<>(), random);
                List<float[]> low = pool.drawn(pool.low, samples, marked, random);
                List<float[]> high = pool.drawn(pool.high, samples, new ArrayList<>(), random);
                starts[draw] = mean(marked);
                float[] step = plus(mean(high), mean(low), -1);
                sums[draw] = plus(starts[draw], step, 1);
                randoms[draw] = plus(starts[draw], randomStep(length(step), step.length), 1);
                pixelStarts[draw] = meanImage(marked);
                pixelSums[draw] = inRange(plus(plus(meanImage(high), meanImage(low), -1), pixelStarts[draw], 1));
            }
            MeasurementTable start = run.ofLatents(starts);
            return Arrays.asList(
                    score("latent", start, run.ofLatents(sums), request),
                    score("pixels", run.ofPixels(pixelStarts), run.ofPixels(pixelSums), request),
                    score("random", start, run.ofLatents(randoms), request));
        }

        private ArithmeticScore score(
                String method, MeasurementTable start, MeasurementTable end, ArithmeticCheckRequest request) {
            return new ArithmeticScore(
                    samples,
                    method,
                    differences(start, end, request.change(), pool.changeDeviation),
                    differences(start, end, request.keep(), pool.keepDeviation),
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
            model.generate(
                    latents.toArray(new float[0][]), (index, image) -> images.add(image.clone()), Progress.SILENT);
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
}

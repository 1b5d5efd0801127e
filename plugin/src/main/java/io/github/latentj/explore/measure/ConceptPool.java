package io.github.latentj.explore.measure;

import io.github.latentj.explore.RequestException;
import io.github.latentj.latent.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Measured images, sorted into concepts. */
final class ConceptPool {
    private final float[][] latents;
    private final double changeDeviation;
    private final double keepDeviation;
    private final int[] high;
    private final int[] low;
    private final int[] lowMarked;

    /** @throws RequestException if a concept has too few images */
    ConceptPool(ArithmeticCheckRequest request, float[][] latents, MeasurementTable table) {
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
        double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(present).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(present).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (present.length - 1));
    }

    double changeDeviation() {
        return changeDeviation;
    }

    double keepDeviation() {
        return keepDeviation;
    }

    /** Latents of so many different images in the upper third of the value that shall rise. */
    List<float[]> high(int samples, Random random) {
        return drawn(high, samples, Collections.emptyList(), random);
    }

    /** Latents of images in its lower third, other than those {@code taken}. */
    List<float[]> low(int samples, List<float[]> taken, Random random) {
        return drawn(low, samples, taken, random);
    }

    /** Latents of images in its lower third and in the upper third of the value that shall stay. */
    List<float[]> lowMarked(int samples, Random random) {
        return drawn(lowMarked, samples, Collections.emptyList(), random);
    }

    private List<float[]> drawn(int[] concept, int samples, List<float[]> taken, Random random) {
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

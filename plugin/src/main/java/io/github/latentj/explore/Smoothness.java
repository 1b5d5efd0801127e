package io.github.latentj.explore;

import io.github.latentj.inference.ImageSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures how evenly a series of images changes: the step from one image to the next is the root mean square
 * difference of their pixels, as a fraction of the intensity range. In a table each row is a series of its own. A jump
 * is a step of more than three medians.
 */
final class Smoothness implements ImageSink {
    private static final double JUMP = 3;

    private final ImageSink next;
    private final int columns;
    private final List<Integer> places = new ArrayList<>();
    private final List<Double> steps = new ArrayList<>();
    private float[] previous;

    /**
     * Passes every image on.
     *
     * @param columns images in one row if they form a table, else 0
     */
    Smoothness(ImageSink next, int columns) {
        this.next = next;
        this.columns = columns;
    }

    @Override
    public void accept(int index, float[] image) {
        next.accept(index, image);
        boolean first = previous == null || columns > 0 && index % columns == 0;
        if (!first) {
            places.add(index);
            steps.add(step(image));
        }
        if (previous == null) {
            previous = new float[image.length];
        }
        System.arraycopy(image, 0, previous, 0, image.length);
    }

    private double step(float[] image) {
        double squares = 0;
        for (int i = 0; i < image.length; i++) {
            double difference = (image[i] - previous[i]) / 2.0;
            squares += difference * difference;
        }
        return Math.sqrt(squares / image.length);
    }

    double median() {
        double[] sorted =
                steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double largest() {
        return steps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** The images, counted from 0, before which the series jumps. */
    List<Integer> jumps() {
        List<Integer> jumps = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) > JUMP * median()) {
                jumps.add(places.get(i));
            }
        }
        return jumps;
    }

    void noteIn(GeneratedImages images) {
        images.note("step_median", String.format(Locale.ROOT, "%.4f", median()));
        images.note("step_largest", String.format(Locale.ROOT, "%.4f", largest()));
        images.note("step_unit", "root mean square difference of neighbours, as a fraction of the intensity range");
        images.summary(String.format(
                Locale.ROOT,
                "step median %.1f %%, largest %.1f %% of the grey range (RMS)",
                100 * median(),
                100 * largest()));
        List<Integer> jumps = jumps();
        images.markJumps(jumps);
        if (!jumps.isEmpty()) {
            images.note(
                    "jumps_before_image",
                    jumps.stream().map(image -> String.valueOf(image + 1)).collect(Collectors.joining(",")));
        }
    }
}

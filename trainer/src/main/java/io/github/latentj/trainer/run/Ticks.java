package io.github.latentj.trainer.run;

import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Round numbers along an axis, 1, 2 or 5 times a power of ten apart.
 *
 * @param from first multiple of {@code step} within the values
 * @param to last one
 */
record Ticks(double from, double to, double step) {
    /** Below this, numbers are shown with an exponent. */
    private static final double SMALL = 1e-3;

    /**
     * @param lowest of the values
     * @param highest of the values, not below
     * @param most ticks wanted, about
     * @param whole if there is nothing between whole numbers
     */
    static Ticks of(double lowest, double highest, int most, boolean whole) {
        double raw = Math.max((highest - lowest) / most, Double.MIN_NORMAL);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (double factor : new double[] {5, 2, 1}) {
            // Rounding errors of the power must not lose a step.
            step = factor * power >= raw * (1 - 1e-9) ? factor * power : step;
        }
        step = whole ? Math.max(1, step) : step;
        return new Ticks(Math.ceil(lowest / step - 1e-9) * step, Math.floor(highest / step + 1e-9) * step, step);
    }

    /** Ticks around the values instead of within them. */
    static Ticks around(double lowest, double highest, int most) {
        double margin = highest > lowest ? 0 : Math.max(Math.abs(lowest) / 10, 1e-6);
        Ticks within = of(lowest - margin, highest + margin, most, false);
        return new Ticks(
                Math.floor((lowest - margin) / within.step + 1e-9) * within.step,
                Math.ceil((highest + margin) / within.step - 1e-9) * within.step,
                within.step);
    }

    double[] values() {
        long count = Math.round((to - from) / step);
        return count < 0
                ? new double[0]
                : LongStream.rangeClosed(0, count)
                        .mapToDouble(i -> from + i * step)
                        .toArray();
    }

    /** With the decimals that tell neighbours apart. */
    String label(double value) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        double shown = Math.abs(value) < step / 2 ? 0 : value;
        return Math.max(Math.abs(from), Math.abs(to)) < SMALL
                ? String.format(Locale.ROOT, "%.1e", shown)
                : String.format(Locale.ROOT, "%." + decimals + "f", shown);
    }
}

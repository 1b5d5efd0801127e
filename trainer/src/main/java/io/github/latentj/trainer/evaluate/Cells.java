package io.github.latentj.trainer.evaluate;

import java.util.Locale;

/** How cells of tables are written for people. */
public final class Cells {
    private Cells() {}

    /** Text as it is, whole numbers as such, others with three digits that count. */
    public static String text(Object cell) {
        if (!(cell instanceof Double)) {
            return String.valueOf(cell);
        }
        double value = (Double) cell;
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return whole || Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}

package io.github.latentj.trainer.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that a setting may have.
 *
 * @param name of the setting, as an option without its dashes
 * @param lowest allowed, inclusive
 * @param highest allowed, inclusive
 */
public record Range(String name, double lowest, double highest, boolean whole) {
    public static Range whole(String name, long lowest, long highest) {
        return new Range(name, lowest, highest, true);
    }

    public static Range real(String name, double lowest, double highest) {
        return new Range(name, lowest, highest, false);
    }

    /** The number that {@code text} means, or nothing if it means none in this range. */
    public Optional<BigDecimal> parse(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            boolean inRange = number.doubleValue() >= lowest && number.doubleValue() <= highest;
            if (inRange && whole) {
                number.longValueExact();
            }
            return inRange ? Optional.of(number) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** What is wrong, in one line; {@code said} is where the value was given, such as {@code --epochs}. */
    public String problem(String said, String found) {
        boolean wordless = whole && !found.strip().matches("[-+]?[0-9]+");
        boolean anyNumber = highest >= Long.MAX_VALUE;
        return said + " must be "
                + (wordless || anyNumber ? "a whole number" + (anyNumber ? "" : ", ") : "")
                + (anyNumber ? "" : plain(lowest) + " to " + plain(highest))
                + ", found " + found + decimalComma(found);
    }

    private String decimalComma(String found) {
        String pointed = found.replace(',', '.');
        return !pointed.equals(found) && parse(pointed).isPresent() ? "; write the comma as a point: " + pointed : "";
    }

    /** Adds to {@code problems} if {@code value} is out of range. */
    public void check(List<String> problems, double value) {
        if (!(value >= lowest && value <= highest)) {
            problems.add(problem("--" + name, plain(value)));
        }
    }

    /** Whole numbers without a decimal point. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value).replace(".0E", "e");
    }
}

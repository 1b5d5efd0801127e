package io.github.latentj.imagej.parameter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which values a parameter takes, and the one spelling of each. Immutable. */
final class ValueRule {
    /** Macros write whole numbers with zeros behind the point, too. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(\\.0*)?");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{0,20}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,2})?");

    private final String allowed;
    private final Function<String, Optional<String>> spelling;

    private ValueRule(String allowed, Function<String, Optional<String>> spelling) {
        this.allowed = allowed;
        this.spelling = spelling;
    }

    static ValueRule wholeNumber(long minimum, long maximum) {
        return new ValueRule(
                "a whole number from " + minimum + " to " + maximum, text -> whole(text, minimum, maximum));
    }

    static ValueRule seed() {
        return new ValueRule("a whole number of at most 64 bits", text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static ValueRule number(double minimum, double maximum) {
        return new ValueRule(
                "a number from " + plain(minimum) + " to " + plain(maximum), text -> number(text, minimum, maximum));
    }

    static ValueRule choice(List<String> words) {
        return new ValueRule(
                "'" + String.join("' or '", words) + "'",
                text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(words::contains));
    }

    static ValueRule flag() {
        return new ValueRule(
                "'true' or 'false'",
                text -> Optional.of(text.toLowerCase(Locale.ROOT))
                        .filter(word -> word.equals("true") || word.equals("false")));
    }

    /** Any text; what it means is checked where it is used. */
    static ValueRule text(String allowed) {
        return new ValueRule(allowed, Optional::of);
    }

    /** For messages and help: {@code a whole number from 1 to 10000}. */
    String allowed() {
        return allowed;
    }

    /** The value's one spelling; empty if the value is not allowed. */
    Optional<String> spelling(String text) {
        return spelling.apply(text);
    }

    private static Optional<String> whole(String text, long minimum, long maximum) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger number = new BigDecimal(text).toBigInteger();
        boolean inside = number.compareTo(BigInteger.valueOf(minimum)) >= 0
                && number.compareTo(BigInteger.valueOf(maximum)) <= 0;
        return inside ? Optional.of(number.toString()) : Optional.empty();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static Optional<String> number(String text, double minimum, double maximum) {
        if (!NUMBER.matcher(text).matches() || !text.matches(".*[0-9].*")) {
            return Optional.empty();
        }
        double number = new BigDecimal(text).doubleValue();
        return number >= minimum && number <= maximum ? Optional.of(String.valueOf(number)) : Optional.empty();
    }
}

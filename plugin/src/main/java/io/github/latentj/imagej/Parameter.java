package io.github.latentj.imagej;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * One parameter of a command: its macro key, its label in the dialog, and the values it takes. Dialog and macro go
 * through the same {@link #parse}, so that they accept the same values and complain in the same words.
 */
final class Parameter {
    enum Kind {
        FILE,
        INTEGER,
        SEED,
        CHOICE
    }

    /** Macros write whole numbers with zeros behind the point, too. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(\\.0*)?");

    /** Wider seeds are accepted; fresh ones stay short enough to be read aloud. */
    private static final long FRESH_SEEDS = 1_000_000_000L;

    private final Kind kind;
    private final String key;
    private final String label;
    private final String help;
    private final String defaultText;
    private final long minimum;
    private final long maximum;
    private final List<String> choices;

    private Parameter(
            Kind kind, String key, String label, String help, String defaultText, List<String> choices, long... range) {
        this.kind = kind;
        this.key = key;
        this.label = label;
        this.help = help;
        this.defaultText = defaultText;
        this.choices = choices;
        minimum = range[0];
        maximum = range[1];
    }

    /** A file that must be named. */
    static Parameter file(String key, String label, String help) {
        return new Parameter(Kind.FILE, key, label, help, "", Collections.emptyList(), 0, 0);
    }

    static Parameter integer(String key, String label, String help, long defaultValue, long minimum, long maximum) {
        return new Parameter(
                Kind.INTEGER,
                key,
                label,
                help,
                String.valueOf(defaultValue),
                Collections.emptyList(),
                minimum,
                maximum);
    }

    /** Any whole number of 64 bits; a fresh one is drawn where none is given. */
    static Parameter seed(String key, String label, String help) {
        return new Parameter(Kind.SEED, key, label, help, "", Collections.emptyList(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** One of some words; the first is the default. */
    static Parameter choice(String key, String label, String help, String... choices) {
        List<String> words = Collections.unmodifiableList(Arrays.asList(choices));
        return new Parameter(Kind.CHOICE, key, label, help, words.get(0), words, 0, 0);
    }

    Kind kind() {
        return kind;
    }

    /** Lower snake case: the word in macros, recorded and typed. */
    String key() {
        return key;
    }

    String label() {
        return label;
    }

    String help() {
        return help;
    }

    List<String> choices() {
        return choices;
    }

    boolean isRequired() {
        return kind == Kind.FILE;
    }

    /** The documented default as text; a fresh number for seeds, empty for what must be given. */
    String defaultText() {
        return kind == Kind.SEED ? String.valueOf(ThreadLocalRandom.current().nextLong(1, FRESH_SEEDS)) : defaultText;
    }

    /** What is allowed, for messages and help: {@code a whole number from 1 to 10000}. */
    String allowed() {
        switch (kind) {
            case FILE:
                return "the path of a file";
            case INTEGER:
                return "a whole number from " + minimum + " to " + maximum;
            case SEED:
                return "a whole number of at most 64 bits";
            default:
                return "'" + String.join("' or '", choices) + "'";
        }
    }

    /**
     * Checks a value that a person or a macro gave, and brings it into its one spelling.
     *
     * @throws ParameterException naming the key, what is allowed and what was found
     */
    String parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() && !isRequired()) {
            return defaultText();
        }
        switch (kind) {
            case FILE:
                return file(trimmed);
            case INTEGER:
            case SEED:
                return wholeNumber(trimmed);
            default:
                return choice(trimmed);
        }
    }

    private String file(String text) {
        if (text.isEmpty()) {
            throw new ParameterException(key + " is required: " + allowed());
        }
        return text;
    }

    private String wholeNumber(String text) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            BigInteger number = new BigDecimal(text).toBigInteger();
            if (number.compareTo(BigInteger.valueOf(minimum)) >= 0
                    && number.compareTo(BigInteger.valueOf(maximum)) <= 0) {
                return number.toString();
            }
        }
        throw wrong(text);
    }

    private String choice(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (!choices.contains(word)) {
            throw wrong(text);
        }
        return word;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(key + " must be " + allowed() + ", found '" + text + "'");
    }
}

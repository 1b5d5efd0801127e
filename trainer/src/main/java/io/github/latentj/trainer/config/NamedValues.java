package io.github.latentj.trainer.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Settings as people write them: text by the name of the option, from a command line or a file. What is wrong is collected,
 * so that all of it is told at once.
 */
public final class NamedValues {
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private record Value(String text, String said) {}

    /**
     * Notes a value, in place of an earlier one.
     *
     * @param name without dashes
     * @param said where it was given, such as {@code --epochs} or {@code nuclei.yaml line 3: epochs}
     */
    public void put(String name, String text, String said) {
        values.put(name, new Value(text, said));
    }

    public void remove(String name) {
        values.remove(name);
    }

    /** Notes something wrong that is not one value. */
    public void addProblem(String problem) {
        problems.add(problem);
    }

    public Optional<String> text(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name)).map(Value::text);
    }

    public boolean has(String name) {
        return text(name).isPresent();
    }

    /** The whole number given, or {@code otherwise} if none in the range was. */
    public long whole(Range range, long otherwise) {
        return number(range).map(BigDecimal::longValueExact).orElse(otherwise);
    }

    /** The number given, or {@code otherwise} if none in the range was. */
    public double real(Range range, double otherwise) {
        return number(range).map(BigDecimal::doubleValue).orElse(otherwise);
    }

    private Optional<BigDecimal> number(Range range) {
        return text(range.name()).flatMap(text -> {
            Optional<BigDecimal> number = range.parse(text);
            if (number.isEmpty()) {
                problems.add(range.problem(said(range.name()), text));
            }
            return number;
        });
    }

    /** Where a value was given. */
    private String said(String name) {
        return values.get(name).said();
    }

    /** The word given, as the enum prints it, or {@code otherwise}; {@code others} are words for that. */
    public <E extends Enum<E>> E word(String name, Class<E> type, E otherwise, String... others) {
        String text =
                text(name).map(given -> given.strip().toLowerCase(Locale.ROOT)).orElse(null);
        if (text == null || Arrays.asList(others).contains(text)) {
            return otherwise;
        }
        List<String> words = new ArrayList<>(Arrays.asList(others));
        for (E constant : type.getEnumConstants()) {
            String word = constant.toString().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            words.add(word);
        }
        addChoiceProblem(name, words);
        return otherwise;
    }

    /** True or false as given, false if it was not. */
    public boolean flag(String name) {
        String text =
                text(name).map(given -> given.strip().toLowerCase(Locale.ROOT)).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            addChoiceProblem(name, List.of("true", "false"));
        }
        return text.equals("true");
    }

    private void addChoiceProblem(String name, List<String> words) {
        int last = words.size() - 1;
        problems.add(said(name) + " must be " + String.join(", ", words.subList(0, last)) + " or " + words.get(last)
                + ", found " + values.get(name).text());
    }

    /** Notes a problem with the value of {@code name}. */
    public void refuse(String name, String reason) {
        problems.add(said(name) + " " + reason + ", found " + values.get(name).text());
    }

    /**
     * Says that everything was asked for.
     *
     * @throws InvalidSettingsException with all problems, names that nobody asked for among them
     */
    public void check() {
        values.forEach((name, value) -> {
            if (!asked.contains(name)) {
                problems.add(value.said() + " is no setting; the settings are " + String.join(", ", asked));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}

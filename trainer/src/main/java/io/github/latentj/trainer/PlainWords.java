package io.github.latentj.trainer;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.UnmatchedArgumentException;

/** Mistakes on a command line in words for people, where picocli has those of a programmer. */
final class PlainWords {
    private static final Map<String, String> BY_PATTERN = Map.of(
            "^Invalid value for [a-z ]+'([^']+)'(?: \\([^)]*\\))?:  ?must", "$1 must",
            "^option '([^']+)'.* should be specified only once$", "$1 is given more than once",
            "^Expected parameter for option '([^']+)' but found '(.*)'$", "$1 needs a value, found $2 in its place",
            "^Missing required parameter for option '([^']+)'.*$", "$1 needs a value",
            "^Missing required option: '([^']+)'$", "missing $1",
            "^Missing required parameter: '([^']+)'$", "missing $1");

    private static final Pattern CHOICE =
            Pattern.compile("^Invalid value for [a-z ]+'([^']+)'.*: expected one of \\[(.*)] .*but was '(.*)'$");

    private PlainWords() {}

    static String of(Exception mistake) {
        if (mistake instanceof UnmatchedArgumentException unknown) {
            return unknown(unknown);
        }
        String words = mistake.getMessage();
        for (Map.Entry<String, String> pattern : BY_PATTERN.entrySet()) {
            words = words.replaceFirst(pattern.getKey(), pattern.getValue());
        }
        return CHOICE.matcher(words)
                .replaceFirst(choice -> Matcher.quoteReplacement(choice.group(1) + " must be one of "
                        + choice.group(2).toLowerCase(Locale.ROOT) + ", found " + choice.group(3)));
    }

    private static String unknown(UnmatchedArgumentException mistake) {
        String suggestions = mistake.getSuggestions().stream()
                .flatMap(suggestion -> Stream.of(suggestion.split(", ")))
                .collect(Collectors.joining(", "));
        return "unknown: " + String.join(" ", mistake.getUnmatched())
                + (suggestions.isEmpty() ? "" : "; is " + suggestions + " meant?");
    }
}

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
    /** Our options by what scripts for PyTorch, its DCGAN example above all, call them. */
    private static final Map<String, String> OTHER_SCRIPTS = Map.ofEntries(
            Map.entry("--base-features", "--features"),
            Map.entry("--ngf", "--features"),
            Map.entry("--ndf", "--features"),
            Map.entry("--nz", "--latent"),
            Map.entry("--latent-size", "--latent"),
            Map.entry("--lr", "--learning-rate"),
            Map.entry("--niter", "--epochs"),
            Map.entry("--n-epochs", "--epochs"),
            Map.entry("--dataroot", "--data"),
            Map.entry("--batchSize", "--batch"),
            Map.entry("--batch-size", "--batch"),
            Map.entry("--imageSize", "--size"),
            Map.entry("--image-size", "--size"),
            Map.entry("--outf", "--out"),
            Map.entry("--manualSeed", "--seed"),
            Map.entry("--workers", "--threads"));

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

    /** Options that a slip or two make of the unknown word; picocli finds only those that share most letter pairs. */
    private static String nearest(UnmatchedArgumentException mistake) {
        String found = mistake.getUnmatched().get(0);
        if (!found.startsWith("--")) {
            return "";
        }
        String name = found.split("=")[0];
        int most = name.length() < 6 ? 1 : 2;
        return mistake.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                .filter(option -> slips(option, name) <= most)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Levenshtein's distance: letters to insert, delete or replace. */
    private static int slips(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String inOtherScripts(UnmatchedArgumentException mistake) {
        String option = OTHER_SCRIPTS.getOrDefault(mistake.getUnmatched().get(0).split("=")[0], "");
        return mistake.getCommandLine().getCommandSpec().optionsMap().containsKey(option) ? option : "";
    }

    private static String unknown(UnmatchedArgumentException mistake) {
        String suggestions = inOtherScripts(mistake);
        if (suggestions.isEmpty()) {
            suggestions = mistake.getSuggestions().stream()
                    .flatMap(suggestion -> Stream.of(suggestion.split(", ")))
                    .collect(Collectors.joining(", "));
        }
        if (suggestions.isEmpty()) {
            suggestions = nearest(mistake);
        }
        return "unknown: " + String.join(" ", mistake.getUnmatched())
                + (suggestions.isEmpty() ? "" : "; is " + suggestions + " meant?");
    }
}

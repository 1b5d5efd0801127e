package io.github.latentj.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Typed, bounded access to metadata that may come from anyone. */
final class MetadataReader {
    private final Map<String, String> metadata;
    private final int longest;

    MetadataReader(Map<String, String> metadata, int longest) {
        this.metadata = metadata;
        this.longest = longest;
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> new ContractException("the model's metadata lack '" + key + "'"));
    }

    Optional<String> optionalText(String key) {
        String value = metadata.get(key);
        if (value != null && value.length() > longest) {
            throw new ContractException(key + " must be at most " + longest + " characters, found " + value.length());
        }
        return Optional.ofNullable(value);
    }

    int positiveInt(String key) {
        String value = text(key);
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw new ContractException(
                    key + " must be a positive whole number, found '" + Quote.shortened(value) + "'");
        }
        return Integer.parseInt(value);
    }

    double number(String key) {
        String value = text(key);
        try {
            double number = Double.parseDouble(value);
            if (!Double.isNaN(number) && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with the infinite ones
        }
        throw new ContractException(key + " must be a finite number, found '" + Quote.shortened(value) + "'");
    }

    List<String> list(String key) {
        return Arrays.asList(text(key).split(",", -1));
    }

    /** The entries below {@code prefix}, without it. */
    Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String key : metadata.keySet()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), text(key));
            }
        }
        return found;
    }
}

package io.github.latentj.explore;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small file of one direction: a flat JSON object with the keys {@code latentj_direction} (version 1),
 * {@code name}, {@code model_sha256}, {@code origin} and {@code vector}. Written and read here, so that the plugin needs no library.
 */
final class DirectionJson {
    private static final int VERSION = 1;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private DirectionJson() {}

    static String write(Direction direction) {
        StringBuilder json = new StringBuilder("{\n  \"latentj_direction\": " + VERSION + ",\n");
        json.append("  \"name\": ").append(quoted(direction.name())).append(",\n");
        json.append("  \"model_sha256\": ")
                .append(quoted(direction.modelSha256()))
                .append(",\n");
        json.append("  \"origin\": ").append(quoted(direction.origin())).append(",\n");
        json.append("  \"vector\": [");
        String separator = "";
        for (float component : direction.vector()) {
            json.append(separator).append(component);
            separator = ", ";
        }
        return json.append("]\n}\n").toString();
    }

    /** @throws RequestException if the text is no direction that this version reads */
    static Direction read(String json, String file) {
        String version = field(json, "latentj_direction", "([0-9]{1,9})", file);
        if (Integer.parseInt(version) > VERSION) {
            throw new RequestException("the direction was saved by a newer LatentJ (format " + version
                    + ", this one reads " + VERSION + "): " + file);
        }
        String text = "\"((?:[^\"\\\\]|\\\\.){0,4096})\"";
        return new Direction(
                plain(field(json, "name", text, file)),
                plain(field(json, "model_sha256", text, file)),
                plain(field(json, "origin", text, file)),
                vector(field(json, "vector", "\\[([^\\]]*)\\]", file), file));
    }

    private static String field(String json, String key, String value, String file) {
        Matcher field = Pattern.compile("\"" + key + "\"\\s*:\\s*" + value).matcher(json);
        if (!field.find()) {
            throw new RequestException("not a direction, because it has no proper '" + key + "': " + file);
        }
        return field.group(1);
    }

    private static float[] vector(String list, String file) {
        String[] numbers = list.split(",");
        float[] vector = new float[numbers.length];
        for (int i = 0; i < vector.length; i++) {
            String number = numbers[i].trim();
            if (!NUMBER.matcher(number).matches()) {
                throw new RequestException("not a direction, because its vector holds '"
                        + number.substring(0, Math.min(20, number.length())) + "': " + file);
            }
            vector[i] = Float.parseFloat(number);
        }
        return vector;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char next : text.toCharArray()) {
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (next < ' ' || next > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append('"').toString();
    }

    private static String plain(String quoted) {
        Matcher escape = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))").matcher(quoted);
        StringBuffer text = new StringBuffer();
        while (escape.find()) {
            String character = escape.group(1) == null
                    ? escape.group(2)
                    : String.valueOf((char) Integer.parseInt(escape.group(1), 16));
            escape.appendReplacement(text, Matcher.quoteReplacement(character));
        }
        return escape.appendTail(text).toString();
    }
}

package io.github.latentj.latent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A weighted sum of named vectors, such as {@code A - B + 0.5*C} (Radford et al. 2015, section 6.3.2). Immutable. */
public final class LatentExpression {
    private static final Pattern TERM =
            Pattern.compile("\\s*([+-])?\\s*(?:([0-9]{1,6}(?:\\.[0-9]{1,6})?)\\s*\\*\\s*)?([A-Z])\\s*");

    private final List<Double> weights = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final String text;

    private LatentExpression(String text) {
        this.text = text.trim();
    }

    /** @throws IllegalArgumentException saying where the text stops being an expression */
    public static LatentExpression parse(String text) {
        LatentExpression expression = new LatentExpression(text);
        Matcher term = TERM.matcher(text);
        int position = 0;
        while (position < text.length()) {
            term.region(position, text.length());
            if (!term.lookingAt() || position > 0 && term.group(1) == null) {
                throw new IllegalArgumentException("an expression is a sum such as A - B + 0.5*C, found '" + text
                        + "', which goes wrong at '" + text.substring(position) + "'");
            }
            double weight = term.group(2) == null ? 1 : Double.parseDouble(term.group(2));
            expression.weights.add("-".equals(term.group(1)) ? -weight : weight);
            expression.names.add(term.group(3));
            position = term.end();
        }
        if (expression.names.isEmpty()) {
            throw new IllegalArgumentException("an expression is a sum such as A - B + 0.5*C, found nothing");
        }
        return expression;
    }

    /** The names in it, in the order of their first use. */
    public Set<String> names() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * The sum over vectors of equal length.
     *
     * @throws IllegalArgumentException if a name has no vector
     */
    public float[] of(Map<String, float[]> vectors) {
        float[] first = vector(vectors, names.get(0));
        double[] sum = new double[first.length];
        for (int term = 0; term < names.size(); term++) {
            float[] vector = vector(vectors, names.get(term));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights.get(term) * vector[i];
            }
        }
        float[] result = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            result[i] = (float) sum[i];
        }
        return result;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static float[] vector(Map<String, float[]> vectors, String name) {
        float[] vector = vectors.get(name);
        if (vector == null) {
            throw new IllegalArgumentException("the expression uses " + name + ", which is not given");
        }
        return vector;
    }
}

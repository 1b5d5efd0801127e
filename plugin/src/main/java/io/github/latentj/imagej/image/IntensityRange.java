package io.github.latentj.imagej.image;

import ij.ImagePlus;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameter {@code range}: which values of an image stand for a model's minimum and maximum. */
public final class IntensityRange {
    private static final String KEY = "range";
    private static final String MODEL = "model";
    private static final String DISPLAY = "display";
    private static final String ALLOWED = "'model', 'display', or two values such as '310-4095'";
    private static final String NUMBER = "([+-]?[0-9]{0,20}(?:\\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?)";
    private static final Pattern VALUES = Pattern.compile(NUMBER + "\\s*-\\s*" + NUMBER);

    private final double minimum;
    private final double maximum;

    private IntensityRange(double minimum, double maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    public static Parameter parameter() {
        return Parameter.text(
                KEY,
                "Range of values",
                "Which values stand for the model's black and white. Model: those that the model was trained with."
                        + " Display: what brightness and contrast show as black and white now.",
                MODEL,
                ALLOWED);
    }

    /** Two values in place of {@code display}, so that a recorded line means the same later. */
    public static ParameterValues explicit(ParameterValues values) {
        if (!values.text(KEY).equalsIgnoreCase(DISPLAY)) {
            return values;
        }
        ImagePlus image = ImageParts.active();
        return values.with(KEY, image.getDisplayRangeMin() + "-" + image.getDisplayRangeMax());
    }

    /**
     * @return null for the model's own range
     * @throws ParameterException if the text is neither a word nor two numbers
     */
    public static IntensityRange of(ParameterValues values) {
        String text = values.text(KEY);
        if (text.equalsIgnoreCase(MODEL)) {
            return null;
        }
        Matcher match = VALUES.matcher(text);
        try {
            if (match.matches()) {
                return new IntensityRange(Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2)));
            }
        } catch (NumberFormatException incomplete) {
            // told below
        }
        throw new ParameterException(KEY + " must be " + ALLOWED + ", found '" + text + "'");
    }

    public double minimum() {
        return minimum;
    }

    public double maximum() {
        return maximum;
    }
}

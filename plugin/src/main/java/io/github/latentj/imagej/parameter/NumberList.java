package io.github.latentj.imagej.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as a person lists them: {@code 1,4-6}. */
public final class NumberList {
    private static final Pattern ITEM = Pattern.compile("([0-9]{1,7})(?:-([0-9]{1,7}))?");

    private NumberList() {}

    /**
     * The numbers in the order given.
     *
     * @param what for the message, such as {@code images}
     * @throws ParameterException if the text is no list or a number is not 1 to {@code most}
     */
    public static List<Integer> parse(String key, String text, String what, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Matcher match = ITEM.matcher(item.trim());
            int first = match.matches() ? Integer.parseInt(match.group(1)) : 0;
            int last = match.matches() && match.group(2) != null ? Integer.parseInt(match.group(2)) : first;
            if (first < 1 || last < first || last > most) {
                throw new ParameterException(key + " must name " + what + " from 1 to " + most
                        + ", such as '1,4-6', found '" + item.trim() + "'");
            }
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}

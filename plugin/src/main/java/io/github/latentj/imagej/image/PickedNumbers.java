package io.github.latentj.imagej.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of image numbers that grows and shrinks as images are clicked, in the order of the clicks. What is not a number
 * of the active image, such as {@code seed:7}, stays in front. Immutable.
 */
public final class PickedNumbers {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");
    private static final int LONGEST_RANGE = 10_000;

    private final List<String> others;
    private final Set<Integer> numbers;

    private PickedNumbers(List<String> others, Set<Integer> numbers) {
        this.others = others;
        this.numbers = numbers;
    }

    /**
     * What a field says; words such as {@code all} make room for the first number.
     *
     * @param selected what {@code selected} means now
     */
    public static PickedNumbers of(String text, Collection<Integer> selected) {
        List<String> others = new ArrayList<>();
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String item : LatentReferences.items(text)) {
            Matcher range = RANGE.matcher(item);
            if (item.equals(LatentReferences.SELECTED)) {
                numbers.addAll(selected);
            } else if (range.matches()) {
                addRange(range, numbers);
            } else if (!item.isEmpty() && !item.equalsIgnoreCase(ImageParts.ALL)) {
                others.add(item);
            }
        }
        return new PickedNumbers(others, numbers);
    }

    private static void addRange(Matcher range, Set<Integer> numbers) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        for (int number = first; number <= last && number - first < LONGEST_RANGE; number++) {
            numbers.add(number);
        }
    }

    /** A click: in if it was not, out if it was. */
    public PickedNumbers toggled(int number) {
        Set<Integer> changed = new LinkedHashSet<>(numbers);
        if (!changed.remove(number)) {
            changed.add(number);
        }
        return new PickedNumbers(others, changed);
    }

    /** A drag: all are in. */
    public PickedNumbers with(Collection<Integer> more) {
        Set<Integer> changed = new LinkedHashSet<>(numbers);
        changed.addAll(more);
        return new PickedNumbers(others, changed);
    }

    /** The numbers of the active image. */
    public Set<Integer> numbers() {
        return new LinkedHashSet<>(numbers);
    }

    /** As a field says it, with runs such as {@code 4-6}; empty if nothing is picked. */
    public String text() {
        List<String> items = new ArrayList<>(others);
        List<Integer> all = new ArrayList<>(numbers);
        int i = 0;
        while (i < all.size()) {
            int last = i;
            while (last + 1 < all.size() && all.get(last + 1) == all.get(last) + 1) {
                last++;
            }
            boolean run = last - i >= 2;
            items.add(run ? all.get(i) + "-" + all.get(last) : String.valueOf(all.get(i)));
            i = run ? last + 1 : i + 1;
        }
        return String.join(",", items);
    }
}

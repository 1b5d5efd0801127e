package io.github.latentj.explore.real;

import io.github.latentj.contract.IntensityMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notices images whose values do not fit a network's range of intensities. */
final class IntensityCheck {
    /** More clipped pixels than saturation explains. */
    private static final double MUCH_CLIPPED = 0.05;

    /** Less of the range than a picture with structure uses. */
    private static final double LITTLE_USED = 0.15;

    private static final String ADVICE =
            " ImageJ's brightness and contrast change what is shown, not these values. To take what is shown as black"
                    + " and white instead, choose range=display, or name two values, such as range=%s-%s";

    private final IntensityMap intensities;

    IntensityCheck(IntensityMap intensities) {
        this.intensities = intensities;
    }

    /** Says what does not fit in the first such image, and what to do; empty if all fit. */
    Optional<String> remark(List<SourceImage> images) {
        String first = null;
        int count = 0;
        for (SourceImage image : images) {
            Optional<String> problem = problem(image);
            if (problem.isPresent()) {
                count++;
                first = first == null ? problem.get() : first;
            }
        }
        return first == null
                ? Optional.empty()
                : Optional.of(
                        images.size() == 1
                                ? "the image does not fit the range of intensities: " + first
                                : count + " of " + images.size()
                                        + " images do not fit the range of intensities, the first: " + first);
    }

    private Optional<String> problem(SourceImage image) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < image.channels(); c++) {
            for (float value : image.channel(c)) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        if (lowest == highest) {
            return Optional.of(
                    image.name() + " has one value everywhere, " + shown(lowest) + ": there is nothing to find in it");
        }
        double clipped = clipped(image);
        String range = shown(intensities.minimum()) + " to " + shown(intensities.maximum());
        String found = image.name() + " has values from " + shown(lowest) + " to " + shown(highest);
        String advice = String.format(Locale.ROOT, ADVICE, shown(lowest), shown(highest));
        if (clipped > MUCH_CLIPPED) {
            return Optional.of(found + "; " + Math.round(100 * clipped) + " % of its pixels lie outside " + range
                    + " and were clipped." + advice);
        }
        if (highest - lowest < LITTLE_USED * (intensities.maximum() - intensities.minimum())) {
            return Optional.of(
                    found + ", a small part of " + range + ", so the model sees it nearly without contrast." + advice);
        }
        return Optional.empty();
    }

    /** Share of the image's pixels, 0 to 1, that lie outside the range and are clipped. */
    double clipped(SourceImage image) {
        long outside = 0;
        for (int c = 0; c < image.channels(); c++) {
            for (float value : image.channel(c)) {
                outside += value < intensities.minimum() || value > intensities.maximum() ? 1 : 0;
            }
        }
        return (double) outside / ((long) image.width() * image.height() * image.channels());
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}

package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Notices images whose size or proportions are not those of a network's images. */
final class SizeCheck {
    /** A hand-drawn rectangle is often so far from the model's proportions. */
    private static final double SLIGHT = 1.1;

    /** More pixels for each of the model's than a microscope's enlargement explains. */
    private static final double MUCH_SMALLER = 4;

    private final GeneratorSpec spec;

    SizeCheck(GeneratorSpec spec) {
        this.spec = spec;
    }

    /** Says in which images the network sees something else than a person, and what to do; empty if in none. */
    Optional<String> warning(List<SourceImage> images) {
        List<SourceImage> changed = images.stream()
                .filter(image -> isSqueezed(image) || isMuchSmaller(image))
                .collect(Collectors.toList());
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        SourceImage first = changed.get(0);
        List<String> how = new ArrayList<>();
        if (isSqueezed(first)) {
            how.add(String.format(
                    Locale.ROOT, "was squeezed out of proportion (by %.0f %%)", 100 * (squeeze(first) - 1)));
        }
        if (isMuchSmaller(first)) {
            how.add(String.format(Locale.ROOT, "was shrunk %.1f times", shrinking(first)));
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d images are not as the model's %d x %d pixels, the first: %s, %d x %d, %s. The model knows images"
                        + " of one kind alone, so what it says of others means nothing: draw a rectangle around one"
                        + " object, with %s, and look at that",
                changed.size(),
                images.size(),
                spec.width(),
                spec.height(),
                first.name(),
                first.width(),
                first.height(),
                String.join(" and ", how),
                spec.width() == spec.height() ? "equal sides" : "sides as " + spec.width() + " to " + spec.height()));
    }

    /** Says which other sizes were changed, which does no harm; empty if none was. */
    Optional<String> note(List<SourceImage> images) {
        List<SourceImage> changed = images.stream()
                .filter(image -> image.width() != spec.width() || image.height() != spec.height())
                .collect(Collectors.toList());
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(changed.size() + " of " + images.size() + " images were resampled to the model's "
                        + spec.width() + " x " + spec.height() + " pixels, the first from "
                        + changed.get(0).width() + " x " + changed.get(0).height());
    }

    private boolean isSqueezed(SourceImage image) {
        return squeeze(image) > SLIGHT;
    }

    /** How much more one side was changed than the other: 1 for the model's proportions. */
    private double squeeze(SourceImage image) {
        double across = (double) image.width() / spec.width();
        double down = (double) image.height() / spec.height();
        return Math.max(across, down) / Math.min(across, down);
    }

    /** A person who draws a rectangle says what one object is, however large. */
    private boolean isMuchSmaller(SourceImage image) {
        return !image.isArea() && shrinking(image) > MUCH_SMALLER;
    }

    private double shrinking(SourceImage image) {
        return Math.max((double) image.width() / spec.width(), (double) image.height() / spec.height());
    }
}

package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.latent.PriorPull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notices projections that may mean little, because the image is unlike what the model makes: its best reconstruction
 * leaves much of it unexplained, or only a latent that the model never saw in training comes near it.
 */
final class ProjectionCheck {
    /** Below all of 100 real nuclei and above nearly all that is none, as docs/science-project.md measures. */
    static final double LEAST_EXPLAINED = 0.9;

    private final GeneratorSpec spec;

    ProjectionCheck(GeneratorSpec spec) {
        this.spec = spec;
    }

    /** Says how many they are, what is wrong with the first, and what to do; empty if there are none. */
    Optional<String> remark(List<Projection> found) {
        List<Projection> doubtful = found.stream().filter(this::isDoubtful).collect(Collectors.toList());
        if (doubtful.isEmpty()) {
            return Optional.empty();
        }
        Projection first = doubtful.get(0);
        List<String> reasons = new ArrayList<>();
        if (isUnexplained(first)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the reconstruction explains %.0f %% of its contrast (variance), less than %.0f %%",
                    100 * Math.max(0, first.explained()),
                    100 * LEAST_EXPLAINED));
        }
        if (isUntypical(first)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the latent has length %.1f, where typical ones have %.1f",
                    first.latentLength(),
                    PriorPull.typicalLength(spec.prior(), spec.latentSize())));
        }
        String doubt = found.size() == 1
                ? "the image is little like what the model makes, so look at its reconstruction before you trust it or its"
                        + " latent: "
                : doubtful.size() + " of " + found.size()
                        + " images are little like what the model makes, so look at their"
                        + " reconstructions before you trust these or the latents, the first: ";
        return Optional.of(doubt + first.name() + ": " + String.join(", and ", reasons)
                + ". If it holds more than one object, draw a rectangle around one; if it is darker, brighter or weaker in"
                + " contrast than the images that the model learnt from, name its darkest and brightest values as range;"
                + " an image of another kind needs another model");
    }

    /** An image with one value everywhere has nothing to explain, which {@link IntensityCheck} tells. */
    private boolean isDoubtful(Projection one) {
        return !Double.isNaN(one.explained()) && (isUnexplained(one) || isUntypical(one));
    }

    private static boolean isUnexplained(Projection one) {
        return one.explained() < LEAST_EXPLAINED;
    }

    private boolean isUntypical(Projection one) {
        return PriorPull.isUntypical(spec.prior(), spec.latentSize(), one.latentLength());
    }
}

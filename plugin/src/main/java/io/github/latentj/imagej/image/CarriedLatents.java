package io.github.latentj.imagej.image;

import io.github.latentj.explore.LatentSource;
import io.github.latentj.imagej.parameter.ParameterException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The latents of an image, of which some may be missing: {@link #get} throws a {@link ParameterException} that says why.
 */
final class CarriedLatents extends AbstractList<LatentSource> {
    private final List<LatentSource> sources = new ArrayList<>();
    private final List<ParameterException> problems = new ArrayList<>();
    private int missing;

    void add(Supplier<LatentSource> next) {
        try {
            sources.add(next.get());
            problems.add(null);
        } catch (ParameterException problem) {
            sources.add(null);
            problems.add(problem);
            missing++;
        }
    }

    /** @throws ParameterException the first problem, if all latents are missing */
    CarriedLatents requireAny() {
        if (missing > 0 && missing == size()) {
            throw problems.get(0);
        }
        return this;
    }

    @Override
    public LatentSource get(int index) {
        if (problems.get(index) != null) {
            throw problems.get(index);
        }
        return sources.get(index);
    }

    @Override
    public int size() {
        return sources.size();
    }
}

package io.github.latentj.imagej.measure;

import io.github.latentj.contract.GeneratorSpec;
import java.util.Map;
import java.util.Optional;

/** Measures particles in images of one channel, and whole images where there are more. */
final class AutomaticMeasurer implements ClosableMeasurer {
    private ClosableMeasurer chosen;

    @Override
    public Map<String, Double> measure(GeneratorSpec spec, Object[] planes) {
        if (chosen == null) {
            chosen = spec.channels() == 1 ? new ParticleMeasurer() : new WholeImageMeasurer();
        }
        return chosen.measure(spec, planes);
    }

    @Override
    public Optional<String> shippedMacro() {
        return chosen == null ? Optional.empty() : chosen.shippedMacro();
    }

    @Override
    public void close() {
        if (chosen != null) {
            chosen.close();
        }
    }
}

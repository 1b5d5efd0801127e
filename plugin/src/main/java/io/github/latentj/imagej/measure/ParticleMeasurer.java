package io.github.latentj.imagej.measure;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Measures the particle in the middle of grey images, by the macro that comes with the plugin. */
final class ParticleMeasurer implements ClosableMeasurer {
    /** The macro's file name. */
    static final String MACRO = "LatentJ_Measure_Particle.ijm";

    private final MeasuringMacro macro = new MeasuringMacro("of particles", shipped());

    @Override
    public Map<String, Double> measure(GeneratorSpec spec, Object[] planes) {
        if (planes.length != 1) {
            throw new RequestException("measure=particle takes images of one channel, found " + planes.length
                    + ": use measure=image, or a macro of your own that knows which channel to measure");
        }
        return macro.measure(spec, planes);
    }

    @Override
    public Optional<String> shippedMacro() {
        return Optional.of(shipped());
    }

    @Override
    public void close() {
        macro.close();
    }

    /** The text of the macro. */
    static String shipped() {
        try (InputStream macro = ParticleMeasurer.class.getResourceAsStream("/macros/" + MACRO)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int read = macro.read(buffer); read >= 0; read = macro.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new IllegalStateException("the plugin's jar is damaged", damaged);
        }
    }
}

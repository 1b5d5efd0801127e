package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.runtime.Progress;

/** The range of what a generator's network makes. Files that follow the contract end in tanh, files of others may not. */
public enum OutputRange {
    MINUS_ONE_TO_ONE("-1 to 1", 1, 0),
    ZERO_TO_ONE("0 to 1", 2, -1),
    ZERO_TO_255("0 to 255", 2 / 255f, -1);

    private static final int PROBES = 16;
    private static final float ROUNDING = 1e-3f;

    private final String text;
    private final float gain;
    private final float offset;

    OutputRange(String text, float gain, float offset) {
        this.text = text;
        this.gain = gain;
        this.offset = offset;
    }

    /** Told by the last layer where that limits its values, else by a few images. */
    static OutputRange of(OnnxFile file, GeneratorSpec spec, GeneratorSession session) {
        if (GeneratorSpec.isPresentIn(file.metadata()) || file.lastOperator().equals("Tanh")) {
            return MINUS_ONE_TO_ONE;
        }
        return file.lastOperator().equals("Sigmoid") ? ZERO_TO_ONE : measured(spec, session);
    }

    private static OutputRange measured(GeneratorSpec spec, GeneratorSession session) {
        float[] range = {Float.MAX_VALUE, -Float.MAX_VALUE};
        float[][] latents = new LatentSampler(spec.prior(), spec.latentSize(), 0).samples(PROBES);
        session.generate(
                latents,
                (index, image) -> {
                    for (float value : image) {
                        range[0] = Math.min(range[0], value);
                        range[1] = Math.max(range[1], value);
                    }
                },
                Progress.SILENT);
        if (range[0] < -ROUNDING) {
            return MINUS_ONE_TO_ONE;
        }
        return range[1] > 1 + ROUNDING ? ZERO_TO_255 : ZERO_TO_ONE;
    }

    /** Brings values into the contract's network range, -1 to 1, where they lie. */
    void toNetworkRange(float[] values) {
        if (this != MINUS_ONE_TO_ONE) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * gain + offset;
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

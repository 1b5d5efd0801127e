package io.github.latentj.trainer.export;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import java.nio.file.Path;
import java.util.Arrays;

/** A generator's {@code .onnx} file, ready to make images with ONNX Runtime on the CPU. Owns its native session. */
public final class ExportedGenerator implements AutoCloseable {
    private final OnnxSession session;
    private final GeneratorSpec spec;
    private final long[] sampleInput;

    /** @throws ModelFileException if the file is no generator that follows the model contract */
    public ExportedGenerator(Path file) {
        session = new OnnxSession(file);
        try {
            spec = GeneratorSpec.fromMetadata(session.metadata());
            long[] input = session.inputShape();
            sampleInput = Arrays.copyOfRange(input, 1, input.length);
            if (sampleInput.length == 0 || sampleInput[0] != spec.latentSize()) {
                throw new ContractException("its input is " + Arrays.toString(input) + " where latents of "
                        + spec.latentSize() + " were promised");
            }
        } catch (ContractException e) {
            session.close();
            throw new ModelFileException(
                    "not a LatentJ generator: " + file.toAbsolutePath() + " (" + e.getMessage() + ")");
        }
        for (int i = 1; i < sampleInput.length; i++) {
            sampleInput[i] = 1;
        }
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /**
     * Images {@code first} to {@code first + count - 1} of those that the contract ties to {@code seed}.
     *
     * @return float32 [count, C, H, W] in network range
     */
    public float[] generate(long seed, int first, int count) {
        LatentSampler sampler = new LatentSampler(spec.prior(), spec.latentSize(), seed);
        return session.run(sampler.batch(first, count), batch(count, sampleInput));
    }

    static long[] batch(int count, long[] sample) {
        long[] shape = new long[sample.length + 1];
        shape[0] = count;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return shape;
    }

    @Override
    public void close() {
        session.close();
    }
}

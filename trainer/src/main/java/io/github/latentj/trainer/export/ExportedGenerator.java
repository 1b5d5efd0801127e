package io.github.latentj.trainer.export;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A generator's {@code .onnx} file, ready to make images with ONNX Runtime on the CPU. Owns its native session. */
public final class ExportedGenerator implements AutoCloseable {
    private final OnnxSession session;
    private final GeneratorSpec spec;
    private final String inputName;
    private final long[] sampleInput;

    /** @throws ModelFileException if the file is no generator that follows the model contract */
    public ExportedGenerator(Path file) {
        session = new OnnxSession(file);
        try {
            spec = GeneratorSpec.fromMetadata(session.metadata());
            if (session.inputNames().size() != 1 || session.outputNames().size() != 1) {
                throw new ContractException("it has " + session.inputNames().size() + " inputs and "
                        + session.outputNames().size() + " outputs instead of one each");
            }
            inputName = session.inputNames().iterator().next();
            long[] input = session.inputShape(inputName);
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
        OnnxSession.Input latents =
                new OnnxSession.Input(sampler.batch(first, count), BatchShape.of(count, sampleInput));
        return session.run(
                Map.of(inputName, latents), session.outputNames().iterator().next());
    }

    @Override
    public void close() {
        session.close();
    }
}

package io.github.latentj.trainer.export;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.onnx.ExportedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A generator's {@code .onnx} file, ready to make images with ONNX Runtime on the CPU. Owns its native session. */
public final class ExportedGenerator implements AutoCloseable {
    private final OnnxSession session;
    private final GeneratorSpec spec;
    private final String inputName;
    private final long[] sampleInput;

    /**
     * @param model the file, or a folder that holds it as {@code generator.onnx}
     * @throws ModelFileException if the file is no generator that follows the model contract, or damaged
     */
    public ExportedGenerator(Path model) {
        Path file = Files.isDirectory(model) ? model.resolve(ModelFiles.GENERATOR) : model;
        session = new OnnxSession(file);
        try {
            spec = GeneratorSpec.fromMetadata(session.metadata());
            requireUndamaged(file, spec);
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
                    "not a LatentJ generator: " + file.toAbsolutePath().normalize() + " (" + e.getMessage() + ")");
        } catch (ModelFileException e) {
            session.close();
            throw e;
        }
        for (int i = 1; i < sampleInput.length; i++) {
            sampleInput[i] = 1;
        }
    }

    /**
     * SHA-256 of the weights of {@code generator.onnx} in a folder.
     *
     * @throws ModelFileException if there is none, or it cannot be read
     */
    public static String weightsDigest(Path models) {
        Path file = models.resolve(ModelFiles.GENERATOR);
        try {
            return ExportedModel.weightsDigestOf(file);
        } catch (IOException e) {
            throw new ModelFileException(
                    "cannot read the model " + file.toAbsolutePath().normalize() + ": " + e.getMessage());
        }
    }

    private static void requireUndamaged(Path file, GeneratorSpec spec) {
        String promised = spec.weightsSha256().orElse(null);
        try {
            if (promised != null && !promised.equals(ExportedModel.weightsDigestOf(file))) {
                throw new ModelFileException("damaged or changed model: the weights in "
                        + file.toAbsolutePath().normalize() + " are not those that were exported; export it again");
            }
        } catch (IOException e) {
            throw new ModelFileException("damaged model: " + e.getMessage());
        }
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** Axes of one latent without the batch: the latent's size, then 1 for each further axis of the graph. */
    public long[] latentShape() {
        return sampleInput.clone();
    }

    /**
     * Images {@code first} to {@code first + count - 1} of those that the contract ties to {@code seed}.
     *
     * @return float32 [count, C, H, W] in network range
     */
    public float[] generate(long seed, int first, int count) {
        return images(new LatentSampler(spec.prior(), spec.latentSize(), seed).batch(first, count), count);
    }

    /**
     * The images of given latents.
     *
     * @param latents float32 [count, latent]
     * @return float32 [count, C, H, W] in network range
     */
    public float[] images(float[] latents, int count) {
        OnnxSession.Input input = new OnnxSession.Input(latents, BatchShape.of(count, sampleInput));
        return session.run(
                Map.of(inputName, input), session.outputNames().iterator().next());
    }

    @Override
    public void close() {
        session.close();
    }
}

package io.github.latentj.inference.file;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import java.nio.file.Path;

/** Finds out what a generator file promises: from its metadata, or from its graph where there are none. */
public final class GeneratorSpecs {
    private GeneratorSpecs() {}

    /**
     * @param imageShape channels, height, width as the graph makes them
     * @throws ModelException if the metadata break the contract or contradict the graph
     */
    public static GeneratorSpec of(OnnxFile file, GeneratorSignature signature, long[] imageShape, Path path) {
        try {
            GeneratorSpec spec = GeneratorSpec.isPresentIn(file.metadata())
                    ? GeneratorSpec.fromMetadata(file.metadata())
                    : derived(signature, imageShape);
            compare("latent size", spec.latentSize(), signature.latentSize());
            compare("number of channels", spec.channels(), imageShape[0]);
            compare("image height", spec.height(), imageShape[1]);
            compare("image width", spec.width(), imageShape[2]);
            return spec;
        } catch (ContractException broken) {
            throw new ModelException(broken.getMessage() + ": " + path, broken);
        }
    }

    /** What a DCGAN of unknown origin most likely is: normal prior, tanh output, 8-bit images. */
    private static GeneratorSpec derived(GeneratorSignature signature, long[] imageShape) {
        return GeneratorSpec.builder()
                .latentSize(bounded(signature.latentSize()))
                .channels(bounded(imageShape[0]))
                .imageSize(bounded(imageShape[2]), bounded(imageShape[1]))
                .build();
    }

    /** Brings a size into the range of int; the specification refuses what is still too large. */
    private static int bounded(long size) {
        return (int) Math.min(size, 1 << 20);
    }

    private static void compare(String what, long promised, long found) {
        if (promised != found) {
            throw new ContractException(
                    "the model's metadata say that the " + what + " is " + promised + ", its graph says " + found);
        }
    }
}

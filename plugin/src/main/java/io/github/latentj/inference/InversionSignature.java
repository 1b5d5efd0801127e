package io.github.latentj.inference;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tensors of an {@code inversion.onnx}, as {@code docs/model-contract.md} tells. Immutable. */
final class InversionSignature {
    static final String LATENT = "z";
    static final String TARGET = "target";
    static final String WEIGHT = "weight";
    static final String LOSS = "loss";
    static final String GRADIENT = "gradient";

    private final GeneratorSpec spec;
    private final int latentRank;

    private InversionSignature(GeneratorSpec spec, int latentRank) {
        this.spec = spec;
        this.latentRank = latentRank;
    }

    /** @throws ModelException unless the graph and its metadata are those of an {@code inversion.onnx} */
    static InversionSignature of(OnnxFile file, Path path) {
        long[] latent = shape(file.inputs(), LATENT, path);
        long[] target = shape(file.inputs(), TARGET, path);
        long[] weight = shape(file.inputs(), WEIGHT, path);
        long[] loss = shape(file.outputs(), LOSS, path);
        long[] gradient = shape(file.outputs(), GRADIENT, path);
        GeneratorSpec spec = spec(file, path);
        boolean vector = latent.length == 2 || latent.length == 4 && latent[2] == 1 && latent[3] == 1;
        boolean agrees = vector
                && latent[1] == spec.latentSize()
                && Arrays.equals(tail(gradient), tail(latent))
                && Arrays.equals(tail(target), new long[] {spec.channels(), spec.height(), spec.width()})
                && Arrays.equals(tail(weight), new long[] {1, spec.height(), spec.width()})
                && loss.length == 1;
        if (!agrees) {
            throw new ModelException("the graph of the inversion does not agree with its metadata: " + path);
        }
        return new InversionSignature(spec, latent.length);
    }

    private static long[] shape(List<TensorInfo> tensors, String name, Path path) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name) && tensor.isFloat() && tensor.shape() != null)
                .map(TensorInfo::shape)
                .filter(shape -> shape.length > 0)
                .findFirst()
                .orElseThrow(() ->
                        new ModelException("not an inversion.onnx: it has no float tensor '" + name + "': " + path));
    }

    /** All sizes but that of the batch. */
    private static long[] tail(long[] shape) {
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    private static GeneratorSpec spec(OnnxFile file, Path path) {
        try {
            return GeneratorSpec.fromMetadata(file.metadata());
        } catch (ContractException broken) {
            throw new ModelException(broken.getMessage() + ": " + path, broken);
        }
    }

    GeneratorSpec spec() {
        return spec;
    }

    long[] latentShape(int batch) {
        return latentRank == 2 ? new long[] {batch, spec.latentSize()} : new long[] {batch, spec.latentSize(), 1, 1};
    }

    long[] targetShape(int batch) {
        return new long[] {batch, spec.channels(), spec.height(), spec.width()};
    }

    long[] weightShape(int batch) {
        return new long[] {batch, 1, spec.height(), spec.width()};
    }

    int imageFloats() {
        return Math.multiplyExact(spec.channels(), planeFloats());
    }

    int planeFloats() {
        return Math.multiplyExact(spec.height(), spec.width());
    }
}

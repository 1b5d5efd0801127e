package io.github.latentj.inference.file;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tensors of an {@code inversion.onnx}, as {@code docs/model-contract.md} tells. Immutable. */
public final class InversionSignature {
    public static final String LATENT = "z";
    public static final String TARGET = "target";
    public static final String WEIGHT = "weight";
    public static final String LOSS = "loss";
    public static final String GRADIENT = "gradient";

    private final GeneratorSpec spec;
    private final int latentRank;

    private InversionSignature(GeneratorSpec spec, int latentRank) {
        this.spec = spec;
        this.latentRank = latentRank;
    }

    /** @throws ModelException unless the graph and its metadata are those of an {@code inversion.onnx} */
    public static InversionSignature of(OnnxFile file, Path path) {
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

    public GeneratorSpec spec() {
        return spec;
    }

    /** float32 [batch, latent size] or [batch, latent size, 1, 1], as the file takes it. */
    public long[] latentShape(int batch) {
        return latentRank == 2 ? new long[] {batch, spec.latentSize()} : new long[] {batch, spec.latentSize(), 1, 1};
    }

    /** float32 [batch, C, H, W]. */
    public long[] targetShape(int batch) {
        return new long[] {batch, spec.channels(), spec.height(), spec.width()};
    }

    /** float32 [batch, 1, H, W], how much each pixel counts. */
    public long[] weightShape(int batch) {
        return new long[] {batch, 1, spec.height(), spec.width()};
    }

    /** C H W, the values of one image. */
    public int imageFloats() {
        return Math.multiplyExact(spec.channels(), planeFloats());
    }

    /** H W, the values of one channel. */
    public int planeFloats() {
        return Math.multiplyExact(spec.height(), spec.width());
    }
}

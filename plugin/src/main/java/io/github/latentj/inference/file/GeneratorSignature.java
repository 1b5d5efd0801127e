package io.github.latentj.inference.file;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The shapes of a generator's one input and one output, as its graph declares them. Immutable. */
public final class GeneratorSignature {
    private static final String EXPECTED = "float [N,z] or [N,z,1,1] -> float [N,C,H,W]";

    private final TensorInfo input;
    private final TensorInfo output;

    private GeneratorSignature(TensorInfo input, TensorInfo output) {
        this.input = input;
        this.output = output;
    }

    /** @throws ModelException unless the graph maps float latents to float images */
    public static GeneratorSignature of(OnnxFile file, Path path) {
        List<TensorInfo> inputs = file.inputs();
        List<TensorInfo> outputs = file.outputs();
        if (inputs.size() != 1 || outputs.size() != 1 || !isLatent(inputs.get(0)) || !isImage(outputs.get(0))) {
            String advice = inputs.isEmpty() || !isImage(inputs.get(0))
                    ? ""
                    : "\nIt takes images, so it may be a discriminator: choose generator.onnx or the model's folder.";
            throw new ModelException("not a generator: " + path + "\nExpected " + EXPECTED + ", found " + listed(inputs)
                    + " -> " + listed(outputs) + "." + advice);
        }
        return new GeneratorSignature(inputs.get(0), outputs.get(0));
    }

    private static boolean isLatent(TensorInfo input) {
        long[] shape = input.shape();
        return input.isFloat()
                && shape != null
                && (shape.length == 2 || shape.length == 4 && shape[2] <= 1 && shape[3] <= 1)
                && shape[1] != TensorInfo.OPEN;
    }

    private static boolean isImage(TensorInfo output) {
        return output.isFloat() && (output.shape() == null || output.shape().length == 4);
    }

    private static String listed(List<TensorInfo> tensors) {
        return tensors.isEmpty()
                ? "nothing"
                : tensors.stream().limit(4).map(TensorInfo::toString).collect(Collectors.joining(" and "));
    }

    public String inputName() {
        return input.name();
    }

    public String outputName() {
        return output.name();
    }

    /** Components of one latent vector. */
    public long latentSize() {
        return input.shape()[1];
    }

    /** Latents of one run if the file fixes their number, else {@link TensorInfo#OPEN}. */
    public long fixedBatch() {
        return input.shape()[0];
    }

    /** The input tensor's shape for a batch: [N, z] or [N, z, 1, 1]. */
    public long[] inputShape(int batch) {
        long z = latentSize();
        return input.shape().length == 2 ? new long[] {batch, z} : new long[] {batch, z, 1, 1};
    }

    /** Channels, height and width of one image, {@link TensorInfo#OPEN} where the file does not tell. */
    public long[] imageShape() {
        long[] shape = output.shape();
        return shape == null
                ? new long[] {TensorInfo.OPEN, TensorInfo.OPEN, TensorInfo.OPEN}
                : new long[] {shape[1], shape[2], shape[3]};
    }
}

package io.github.latentj.onnx.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Enlarges maps by a whole factor, each pixel repeated: the mathematics of PyTorch's {@code UpsamplingNearest2d}.
 *
 * <p>Input float32 [N, C, H, W], output float32 [N, C, scale * H, scale * W]. No parameters; gradients flow to the
 * input.
 */
public final class UpsampleNearest2d extends AbstractBlock {
    private static final byte VERSION = 1;

    private final int scale;

    /** @param scale how often a pixel is repeated along each side, at least 1 */
    public UpsampleNearest2d(int scale) {
        super(VERSION);
        if (scale < 1) {
            throw new IllegalArgumentException("scale (" + scale + ") must be at least 1");
        }
        this.scale = scale;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        return TorchScriptFunction.upsampleNearest2d(scale).call(new NDList(inputs.singletonOrThrow()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), input.get(1), enlarged(input.get(2)), enlarged(input.get(3)))};
    }

    private long enlarged(long side) {
        return side < 0 ? -1 : side * scale;
    }

    /** How often a pixel is repeated along each side. */
    public int scale() {
        return scale;
    }

    @Override
    public String toString() {
        return "UpsampleNearest2d(" + scale + ")";
    }
}

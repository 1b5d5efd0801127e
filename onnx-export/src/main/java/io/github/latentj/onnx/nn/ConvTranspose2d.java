package io.github.latentj.onnx.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * Two-dimensional transposed convolution, the mathematics of PyTorch's {@code ConvTranspose2d} and of ONNX's
 * {@code ConvTranspose}, with square kernels, no dilation and no groups.
 *
 * <p>Input float32 [N, C, H, W], output float32 [N, F, H', W'] with {@code H' = (H - 1) * stride - 2 * padding + kernel
 * + outputPadding} and W' likewise. Parameters: {@code weight} float32 [C, F, kernel, kernel] and, unless switched off,
 * {@code bias} float32 [F]. Gradients flow to the input and to both parameters.
 *
 * <p>DJL's own {@code Conv2dTranspose} throws on the PyTorch engine, which is why this block exists; it runs libtorch's
 * native operator.
 */
public final class ConvTranspose2d extends AbstractBlock {
    private static final byte VERSION = 1;

    private final int filters;
    private final int kernelSize;
    private final int stride;
    private final int padding;
    private final int outputPadding;
    private final Parameter weight;
    private final Parameter bias;

    private ConvTranspose2d(Builder builder) {
        super(VERSION);
        filters = builder.filters;
        kernelSize = builder.kernelSize;
        stride = builder.stride;
        padding = builder.padding;
        outputPadding = builder.outputPadding;
        weight = addParameter(parameter("weight", Parameter.Type.WEIGHT));
        bias = builder.bias ? addParameter(parameter("bias", Parameter.Type.BIAS)) : null;
    }

    private static Parameter parameter(String name, Parameter.Type type) {
        return Parameter.builder().setName(name).setType(type).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray input = inputs.singletonOrThrow();
        NDList arguments = new NDList(input, parameters.getValue(weight, input.getDevice(), training));
        if (bias != null) {
            arguments.add(parameters.getValue(bias, input.getDevice(), training));
        }
        return TorchScriptFunction.convTranspose2d(stride, padding, outputPadding, bias != null)
                .call(arguments);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), filters, outputSize(input.get(2)), outputSize(input.get(3)))};
    }

    private long outputSize(long inputSize) {
        return inputSize < 0 ? -1 : (inputSize - 1) * stride - 2L * padding + kernelSize + outputPadding;
    }

    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
        if (inputShapes.length != 1 || inputShapes[0].dimension() != 4) {
            throw new IllegalArgumentException(
                    "ConvTranspose2d needs one input [N, C, H, W], found " + Arrays.toString(inputShapes));
        }
        super.initialize(manager, dataType, inputShapes);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        weight.setShape(new Shape(inputShapes[0].get(1), filters, kernelSize, kernelSize));
        if (bias != null) {
            bias.setShape(new Shape(filters));
        }
    }

    /** Output channels F. */
    public int filters() {
        return filters;
    }

    /** Height and width of the kernel. */
    public int kernelSize() {
        return kernelSize;
    }

    public int stride() {
        return stride;
    }

    /** Rows and columns taken away from each side of the output. */
    public int padding() {
        return padding;
    }

    /** Rows and columns added at the bottom and right of the output. */
    public int outputPadding() {
        return outputPadding;
    }

    public boolean hasBias() {
        return bias != null;
    }

    @Override
    public String toString() {
        return "ConvTranspose2d(" + filters + ", kernel " + kernelSize + ", stride " + stride + ", padding " + padding
                + ", output padding " + outputPadding + (hasBias() ? ")" : ", no bias)");
    }

    /** {@code setX} must be called, {@code optX} may be. */
    public static final class Builder {
        private int filters;
        private int kernelSize;
        private int stride = 1;
        private int padding;
        private int outputPadding;
        private boolean bias = true;

        private Builder() {}

        /** Output channels. */
        public Builder setFilters(int filters) {
            this.filters = filters;
            return this;
        }

        public Builder setKernelSize(int kernelSize) {
            this.kernelSize = kernelSize;
            return this;
        }

        /** 1 by default. */
        public Builder optStride(int stride) {
            this.stride = stride;
            return this;
        }

        /** 0 by default. */
        public Builder optPadding(int padding) {
            this.padding = padding;
            return this;
        }

        /** 0 by default; must be smaller than the stride. */
        public Builder optOutputPadding(int outputPadding) {
            this.outputPadding = outputPadding;
            return this;
        }

        /** True by default. */
        public Builder optBias(boolean bias) {
            this.bias = bias;
            return this;
        }

        /** @throws IllegalArgumentException if a size is out of its range */
        public ConvTranspose2d build() {
            atLeast(1, "filters", filters);
            atLeast(1, "kernelSize", kernelSize);
            atLeast(1, "stride", stride);
            atLeast(0, "padding", padding);
            if (outputPadding < 0 || outputPadding >= stride) {
                throw new IllegalArgumentException(
                        "outputPadding (" + outputPadding + ") must be 0 to stride - 1 (" + (stride - 1) + ")");
            }
            return new ConvTranspose2d(this);
        }

        private static void atLeast(int smallest, String name, int value) {
            if (value < smallest) {
                throw new IllegalArgumentException(name + " (" + value + ") must be at least " + smallest);
            }
        }
    }
}

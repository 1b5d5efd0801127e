package io.github.latentj.onnx.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvTranspose2dTest {
    /** The layers of both presets, and odd ones: N, C, H, W, filters, kernel, stride, padding, output padding, bias. */
    private static final String PRESET_LAYERS = """
            2, 7, 1, 1, 5, 4, 1, 0, 0, false
            3, 6, 4, 4, 4, 4, 2, 1, 0, false
            2, 3, 5, 7, 2, 5, 2, 2, 1, true
            1, 2, 3, 4, 3, 3, 3, 1, 2, true
            2, 4, 6, 5, 3, 1, 1, 0, 0, true
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PRESET_LAYERS)
    void followsTheDefinitionOfTransposedConvolution(
            int n, int c, int h, int w, int filters, int k, int stride, int padding, int outputPadding, boolean bias) {
        Layer layer = new Layer(n, c, h, w, filters, k, stride, padding, outputPadding, bias);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ConvTranspose2d block = layer.block(manager);
            NDArray output = block.forward(new ParameterStore(manager, false), new NDList(layer.input(manager)), false)
                    .singletonOrThrow();
            Shape promised = block.getOutputShapes(new Shape[] {new Shape(n, c, h, w)})[0];
            assertThat(output.getShape()).isEqualTo(promised);
            double[] expected = layer.reference(layer.x, layer.weight, layer.bias);
            float[] actual = output.toFloatArray();
            assertThat(actual).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PRESET_LAYERS)
    void gradientsAgreeWithFiniteDifferencesInDoublePrecision(
            int n, int c, int h, int w, int filters, int k, int stride, int padding, int outputPadding, boolean bias) {
        Layer layer = new Layer(n, c, h, w, filters, k, stride, padding, outputPadding, bias);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ConvTranspose2d block = layer.block(manager);
            block.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
            NDArray input = layer.input(manager);
            input.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray output = block.forward(new ParameterStore(manager, false), new NDList(input), true)
                        .singletonOrThrow();
                collector.backward(output.mul(manager.create(layer.cotangent, output.getShape()))
                        .sum());
            }
            layer.assertGradient(input.getGradient().toFloatArray(), layer.x);
            layer.assertGradient(
                    block.getParameters().get("weight").getArray().getGradient().toFloatArray(), layer.weight);
            if (bias) {
                layer.assertGradient(
                        block.getParameters()
                                .get("bias")
                                .getArray()
                                .getGradient()
                                .toFloatArray(),
                        layer.bias);
            }
        }
    }

    @Test
    void keepsItsArgumentsNames() {
        Layer layer = new Layer(1, 2, 3, 3, 2, 4, 2, 1, 0, true);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray input = layer.input(manager);
            input.setName("group.latent");
            NDArray output = layer.block(manager)
                    .forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow();
            assertThat(output.getShape()).isEqualTo(new Shape(1, 2, 6, 6));
            assertThat(input.getName()).isEqualTo("group.latent");
        }
    }

    @Test
    void refusesSizesOutOfRangeByName() {
        assertThatThrownBy(() -> ConvTranspose2d.builder()
                        .setFilters(1)
                        .setKernelSize(4)
                        .optStride(2)
                        .optOutputPadding(2)
                        .build())
                .hasMessage("outputPadding (2) must be 0 to stride - 1 (1)");
        assertThatThrownBy(() -> ConvTranspose2d.builder().setKernelSize(4).build())
                .hasMessage("filters (0) must be at least 1");
    }

    /** One layer with random weights and input, and the definition in double precision. */
    private static final class Layer {
        private static final double STEP = 1e-3;
        final int n, c, h, w, filters, k, stride, padding, outputPadding;
        final float[] x, weight, bias, cotangent;

        Layer(int n, int c, int h, int w, int filters, int k, int stride, int padding, int outputPadding, boolean b) {
            this.n = n;
            this.c = c;
            this.h = h;
            this.w = w;
            this.filters = filters;
            this.k = k;
            this.stride = stride;
            this.padding = padding;
            this.outputPadding = outputPadding;
            Random random = new Random(5);
            x = random(random, n * c * h * w);
            weight = random(random, c * filters * k * k);
            bias = b ? random(random, filters) : null;
            cotangent = random(random, n * filters * outputSize(h) * outputSize(w));
        }

        private static float[] random(Random random, int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return values;
        }

        int outputSize(int size) {
            return (size - 1) * stride - 2 * padding + k + outputPadding;
        }

        NDArray input(NDManager manager) {
            return manager.create(x, new Shape(n, c, h, w));
        }

        ConvTranspose2d block(NDManager manager) {
            ConvTranspose2d block = ConvTranspose2d.builder()
                    .setFilters(filters)
                    .setKernelSize(k)
                    .optStride(stride)
                    .optPadding(padding)
                    .optOutputPadding(outputPadding)
                    .optBias(bias != null)
                    .build();
            block.initialize(manager, DataType.FLOAT32, new Shape(n, c, h, w));
            block.getParameters().get("weight").getArray().set(weight);
            if (bias != null) {
                block.getParameters().get("bias").getArray().set(bias);
            }
            return block;
        }

        /** Every input pixel stamps the kernel, scaled by its value, at its strided place. */
        double[] reference(float[] x, float[] weight, float[] bias) {
            int oh = outputSize(h);
            int ow = outputSize(w);
            double[] out = new double[n * filters * oh * ow];
            for (int i = 0; i < out.length; i++) {
                out[i] = bias == null ? 0 : bias[i / (oh * ow) % filters];
            }
            for (int i = 0; i < x.length; i++) {
                int ix = i % w, iy = i / w % h, ic = i / (w * h) % c, in = i / (w * h * c);
                for (int j = 0; j < filters * k * k; j++) {
                    int oy = iy * stride - padding + j / k % k;
                    int ox = ix * stride - padding + j % k;
                    if (oy >= 0 && oy < oh && ox >= 0 && ox < ow) {
                        out[((in * filters + j / (k * k)) * oh + oy) * ow + ox] +=
                                (double) x[i] * weight[ic * filters * k * k + j];
                    }
                }
            }
            return out;
        }

        private double loss() {
            double[] out = reference(x, weight, bias);
            double loss = 0;
            for (int i = 0; i < out.length; i++) {
                loss += out[i] * cotangent[i];
            }
            return loss;
        }

        void assertGradient(float[] gradient, float[] variable) {
            assertThat(gradient).hasSize(variable.length);
            for (int i = 0; i < variable.length; i++) {
                float kept = variable[i];
                variable[i] = (float) (kept + STEP);
                double up = variable[i];
                double above = loss();
                variable[i] = (float) (kept - STEP);
                double down = variable[i];
                double below = loss();
                variable[i] = kept;
                assertThat((double) gradient[i]).isCloseTo((above - below) / (up - down), within(1e-4));
            }
        }
    }
}

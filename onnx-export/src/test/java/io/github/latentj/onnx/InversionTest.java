package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.onnx.DoubleInterpreter.Doubles;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import io.github.latentj.onnx.nn.Reshape;
import io.github.latentj.onnx.nn.UpsampleNearest2d;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InversionTest {
    private static final double STEP = 1e-6;

    @TempDir
    Path folder;

    static Stream<Arguments> generators() {
        SequentialBlock dense = new SequentialBlock()
                .add(Linear.builder().setUnits(3 * 3 * 5).build())
                .add(BatchNorm.builder().build())
                .add(Activation.eluBlock(0.7f))
                .add(new Reshape(new Shape(3, 3, 5)))
                .add(up(4, 5, 2, 2, 1))
                .add(Activation.leakyReluBlock(0.1f))
                .add(new UpsampleNearest2d(3))
                .add(Conv2d.builder()
                        .setFilters(2)
                        .setKernelShape(new Shape(3, 3))
                        .optStride(new Shape(2, 2))
                        .build())
                .add(Activation.softPlusBlock())
                .add(up(2, 3, 1, 0, 0))
                .add(Activation.sigmoidBlock());
        return Stream.of(
                Arguments.of(Named.of("DCGAN", Dcgan.generator(4, 2, 2)), new long[] {1, 5, 1, 1}),
                Arguments.of(Named.of("all kinds of layers", dense), new long[] {1, 4}));
    }

    private static ConvTranspose2d up(int filters, int kernel, int stride, int padding, int outputPadding) {
        return ConvTranspose2d.builder()
                .setFilters(filters)
                .setKernelSize(kernel)
                .optStride(stride)
                .optPadding(padding)
                .optOutputPadding(outputPadding)
                .build();
    }

    @ParameterizedTest
    @MethodSource("generators")
    void gradientAgreesWithFiniteDifferencesInDoublePrecision(Block block, long[] shape) throws IOException {
        try (Network network = Network.of(block, shape)) {
            for (Form form : new Form[] {Form.STRAIGHT, Form.FOLDED}) {
                assertGradientAgrees(network, form);
            }
        }
    }

    private void assertGradientAgrees(Network network, Form form) throws IOException {
        Path file = folder.resolve("inversion.onnx");
        OnnxExporter exporter =
                network.exporter().inputName("z").outputName("image").form(form);
        exporter.writeInversion(file);
        OnnxChecker.assertValid(file);
        Graph generator = exporter.network();
        int batch = 3;
        OrtModel.Floats z = network.input(batch);
        OrtModel.Floats image = network.forward(z);
        OrtModel.Floats target = random(1, image.shape());
        OrtModel.Floats weight = random(2, batch, 1, image.shape()[2], image.shape()[3]);
        try (OrtModel model = new OrtModel(file)) {
            Map<String, OrtModel.Floats> out = model.run(Map.of("z", z, "target", target, "weight", weight));
            assertThat(out.keySet()).containsExactly("image", "loss", "gradient");
            Network.assertClose(out.get("image"), image, Network.RELATIVE);
            double[] loss = losses(generator, doubles(z), target, weight);
            OrtModel.Floats found = out.get("loss");
            assertThat(found.shape()).containsExactly(batch);
            for (int n = 0; n < batch; n++) {
                assertThat((double) found.values()[n]).isCloseTo(loss[n], within(1e-5 * Math.abs(loss[n])));
            }
            assertThat(out.get("gradient").shape()).isEqualTo(z.shape());
            assertClose(out.get("gradient").values(), finiteDifferences(generator, z, target, weight));
        }
    }

    private static void assertClose(float[] actual, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(largest).isPositive();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4 * largest));
        }
    }

    private static double[] finiteDifferences(
            Graph generator, OrtModel.Floats z, OrtModel.Floats target, OrtModel.Floats weight) {
        double[] gradient = new double[z.values().length];
        int each = gradient.length / (int) z.shape()[0];
        for (int i = 0; i < gradient.length; i++) {
            Doubles up = doubles(z);
            up.values()[i] += STEP;
            Doubles down = doubles(z);
            down.values()[i] -= STEP;
            double rise =
                    losses(generator, up, target, weight)[i / each] - losses(generator, down, target, weight)[i / each];
            gradient[i] = rise / (2 * STEP);
        }
        return gradient;
    }

    /** For each example the mean over channels and pixels of weight * (image - target)^2. */
    private static double[] losses(Graph generator, Doubles z, OrtModel.Floats target, OrtModel.Floats weight) {
        double[] image = DoubleInterpreter.run(generator, z).get("image").values();
        int batch = z.shape()[0];
        int each = image.length / batch;
        int plane = weight.values().length / batch;
        double[] losses = new double[batch];
        for (int i = 0; i < image.length; i++) {
            int n = i / each;
            double difference = image[i] - target.values()[i];
            losses[n] += weight.values()[n * plane + i % plane] * difference * difference / each;
        }
        return losses;
    }

    private static Doubles doubles(OrtModel.Floats floats) {
        double[] values = new double[floats.values().length];
        Arrays.setAll(values, i -> floats.values()[i]);
        return new Doubles(
                values, Arrays.stream(floats.shape()).mapToInt(Math::toIntExact).toArray());
    }

    private static OrtModel.Floats random(long seed, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 0.5f;
        }
        return new OrtModel.Floats(values, shape);
    }

    @Test
    void descentFindsAPlantedLatentVector() throws IOException {
        Path file = folder.resolve("inversion.onnx");
        try (Network network = Network.of(Dcgan.generator(8, 2, 1), 1, 4, 1, 1)) {
            network.exporter().inputName("z").outputName("image").writeInversion(file);
            OrtModel.Floats planted = network.input(1);
            OrtModel.Floats target = network.forward(planted);
            float[] ones = new float[16 * 16];
            Arrays.fill(ones, 1);
            OrtModel.Floats weight = new OrtModel.Floats(ones, 1, 1, 16, 16);
            float[] z = planted.values().clone();
            for (int i = 0; i < z.length; i++) {
                z[i] += i % 2 == 0 ? 0.2f : -0.2f;
            }
            try (OrtModel model = new OrtModel(file)) {
                double first = 0;
                double last = 0;
                for (int step = 0; step < 300; step++) {
                    Map<String, OrtModel.Floats> out = model.run(
                            Map.of("z", new OrtModel.Floats(z, 1, 4, 1, 1), "target", target, "weight", weight));
                    last = out.get("loss").values()[0];
                    first = step == 0 ? last : first;
                    descend(z, out.get("gradient").values(), 0.05 * Math.pow(0.98, step));
                }
                assertThat(last).isLessThan(first / 100);
            }
        }
    }

    /** One step of the given length against the gradient. */
    private static void descend(float[] z, float[] gradient, double length) {
        double norm = 0;
        for (float component : gradient) {
            norm += (double) component * component;
        }
        for (int i = 0; i < z.length; i++) {
            z[i] -= (float) (length * gradient[i] / Math.sqrt(norm));
        }
    }

    @Test
    void namesTheGeneratorThatItBelongsTo() throws Exception {
        Path file = folder.resolve("inversion.onnx");
        try (Network network = Network.of(Dcgan.generator(2, 2, 1), 1, 4, 1, 1)) {
            for (OnnxExporter exporter :
                    new OnnxExporter[] {network.exporter(), network.exporter().float16Weights()}) {
                String digest = exporter.write(folder.resolve("generator.onnx")).weightsSha256();
                exporter.writeInversion(file);
                OnnxChecker.assertValid(file);
                try (OrtModel model = new OrtModel(file)) {
                    assertThat(model.session().getMetadata().getCustomMetadata())
                            .containsEntry(GeneratorSpec.GENERATOR_SHA256_KEY, digest);
                }
            }
        }
    }

    @Test
    void refusesWhatItCannotDifferentiateAndNamesTheNode() {
        SequentialBlock block =
                new SequentialBlock().add(LayerNorm.builder().build()).add(up(1, 4, 2, 1, 0));
        try (Network network = Network.of(block, 1, 2, 4, 4)) {
            assertThatThrownBy(() -> network.exporter().writeInversion(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContainingAll("01LayerNorm/LayerNormalization", "known are", "ConvTranspose");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        try (Network network = Network.of(Dcgan.generator(2, 2, 1), 1, 4, 1, 1)) {
            Path file = folder.resolve("refused.onnx");
            assertThatThrownBy(() -> network.exporter().dynamicSize().writeInversion(file))
                    .hasMessageContaining("fixed size");
            assertThatThrownBy(() -> network.exporter()
                            .imageTail(IntensityMap.uint8(), false)
                            .writeInversion(file))
                    .hasMessageContaining("network range");
            assertThatThrownBy(() -> network.exporter().outputName("target").writeInversion(file))
                    .hasMessageContainingAll("'target'", "another name");
        }
    }
}

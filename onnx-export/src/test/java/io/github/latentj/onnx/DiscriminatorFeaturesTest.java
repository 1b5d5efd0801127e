package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import io.github.latentj.onnx.DoubleInterpreter.Doubles;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscriminatorFeaturesTest {
    private static final int BATCH = 2;

    @TempDir
    Path folder;

    @Test
    void featuresAreEveryLayersActivationsPooledTo4x4() throws IOException {
        try (Network network = Network.of(Dcgan.discriminator(3, 3), 1, 2, 32, 32)) {
            Explained explained = explain(network, 0);
            Graph graph = network.exporter().outputName("logit").network();
            Map<String, Doubles> values = DoubleInterpreter.run(graph, explained.image());
            Network.assertClose(explained.out("logit"), network.forward(explained.imageFloats()), Network.RELATIVE);
            int maps = 3 + 6 + 12;
            assertThat(explained.out("features").shape()).containsExactly(BATCH, 16 * maps);
            int map = 0;
            for (Doubles layer : activations(graph, values)) {
                for (int c = 0; c < layer.shape()[1]; c++, map++) {
                    for (int n = 0; n < BATCH; n++) {
                        for (int cell = 0; cell < 16; cell++) {
                            double expected = largestInCell(layer, n, c, cell / 4, cell % 4);
                            float actual = explained.out("features").values()[(n * maps + map) * 16 + cell];
                            assertThat((double) actual).isCloseTo(expected, within(1e-5));
                        }
                    }
                }
            }
            assertThat(map).isEqualTo(maps);
        }
    }

    private static double largestInCell(Doubles layer, int n, int c, int row, int column) {
        int size = layer.shape()[2] / 4;
        double largest = Double.NEGATIVE_INFINITY;
        for (int y = row * size; y < (row + 1) * size; y++) {
            for (int x = column * size; x < (column + 1) * size; x++) {
                largest = Math.max(largest, layer.at(n, c, y, x));
            }
        }
        return largest;
    }

    private static List<Doubles> activations(Graph graph, Map<String, Doubles> values) {
        return graph.nodes().stream()
                .filter(node -> node.operator().equals("LeakyRelu"))
                .map(node -> values.get(node.output()))
                .toList();
    }

    /** The way back is written out by hand: gather what each output place gave to each input place. */
    @Test
    void guidedBackpropagationFollowsAHandWrittenReference() throws IOException {
        try (Network network = Network.of(Dcgan.discriminator(3, 3), 1, 2, 32, 32)) {
            for (int map : new int[] {1, 5, 13}) {
                Explained explained = explain(network, map);
                double[] expected = guidedReference(network, explained.image(), map);
                float[] actual = explained.out("guided").values();
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                assertThat(largest).as("largest guided gradient of map %d", map).isPositive();
                assertThat(explained.out("guided").shape()).containsExactly(BATCH, 2, 32, 32);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4 * largest));
                }
            }
        }
    }

    /** Layers conv, (folded norm,) LeakyReLU, with 3, 6 and 12 maps; {@code map} counts through all of them. */
    private static double[] guidedReference(Network network, Doubles image, int map) {
        Graph graph = network.exporter().network();
        Map<String, Doubles> values = DoubleInterpreter.run(graph, image);
        List<Node> convolutions = graph.nodes().stream()
                .filter(node -> node.operator().equals("Conv"))
                .toList();
        int layer = map < 3 ? 0 : map < 9 ? 1 : 2;
        int channel = map - new int[] {0, 3, 9}[layer];
        Doubles activation = activations(graph, values).get(layer);
        Doubles gradient = atMaximum(activation, channel);
        for (int i = layer; i >= 0; i--) {
            Node conv = convolutions.get(i);
            Doubles before = values.get(conv.output());
            for (int j = 0; j < gradient.size(); j++) {
                boolean passes = before.values()[j] > 0 && gradient.values()[j] > 0;
                gradient.values()[j] = passes ? gradient.values()[j] : 0;
            }
            gradient = scattered(
                    gradient,
                    values.get(conv.inputs().get(1)),
                    values.get(conv.inputs().get(0)));
        }
        return gradient.values();
    }

    private static Doubles atMaximum(Doubles layer, int channel) {
        Doubles seed = new Doubles(new double[layer.size()], layer.shape());
        int plane = layer.shape()[2] * layer.shape()[3];
        for (int n = 0; n < BATCH; n++) {
            int first = (n * layer.shape()[1] + channel) * plane;
            int best = first;
            for (int i = first; i < first + plane; i++) {
                best = layer.values()[i] > layer.values()[best] ? i : best;
            }
            seed.values()[best] = 1;
        }
        return seed;
    }

    /** Backward of a 4x4 convolution of stride 2 and padding 1. */
    private static Doubles scattered(Doubles gradient, Doubles weight, Doubles input) {
        Doubles back = new Doubles(new double[input.size()], input.shape());
        int height = input.shape()[2];
        int width = input.shape()[3];
        for (int i = 0; i < gradient.size(); i++) {
            int column = i % gradient.shape()[3];
            int row = i / gradient.shape()[3] % gradient.shape()[2];
            int f = i / gradient.shape()[3] / gradient.shape()[2] % gradient.shape()[1];
            int n = i / gradient.shape()[3] / gradient.shape()[2] / gradient.shape()[1];
            for (int tap = 0; tap < input.shape()[1] * 16; tap++) {
                int c = tap / 16;
                int y = row * 2 - 1 + tap / 4 % 4;
                int x = column * 2 - 1 + tap % 4;
                if (y >= 0 && x >= 0 && y < height && x < width) {
                    back.values()[((n * input.shape()[1] + c) * height + y) * width + x] +=
                            gradient.values()[i] * weight.at(f, c, tap / 4 % 4, tap % 4);
                }
            }
        }
        return back;
    }

    @Test
    void sizesThatAreNoMultipleOfFourAreCoveredToo() throws IOException {
        SequentialBlock block = new SequentialBlock()
                .add(Conv2d.builder()
                        .setFilters(2)
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .build())
                .add(Activation.reluBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(1).build());
        try (Network network = Network.of(block, 1, 1, 7, 10)) {
            Path file = folder.resolve("features.onnx");
            network.exporter().writeFeatures(file);
            OnnxChecker.assertValid(file);
            OrtModel.Floats image = network.input(1);
            Map<String, Doubles> values =
                    DoubleInterpreter.run(network.exporter().network(), doubles(image));
            Doubles layer = values.get("02LambdaBlock/Relu");
            try (OrtModel model = new OrtModel(file)) {
                float[] features = model.run(Map.of("input", image, "maps", new OrtModel.Floats(new float[2], 1, 2)))
                        .get("features")
                        .values();
                // Height 7: step 1, windows of 4. Width 10: step 2, windows of 4.
                for (int i = 0; i < features.length; i++) {
                    double largest = 0;
                    for (int tap = 0; tap < 16; tap++) {
                        largest = Math.max(largest, layer.at(0, i / 16, i / 4 % 4 + tap / 4, i % 4 * 2 + tap % 4));
                    }
                    assertThat((double) features[i]).isCloseTo(largest, within(1e-5));
                }
            }
        }
    }

    @Test
    void refusesANetworkWithoutConvolutions() {
        try (Network network = Network.of(Linear.builder().setUnits(1).build(), 1, 3)) {
            assertThatThrownBy(() -> network.exporter().writeFeatures(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("no convolution");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private record Explained(OrtModel.Floats imageFloats, Map<String, OrtModel.Floats> outputs) {
        OrtModel.Floats out(String name) {
            return outputs.get(name);
        }

        Doubles image() {
            return doubles(imageFloats);
        }
    }

    private Explained explain(Network network, int map) throws IOException {
        Path file = folder.resolve("features.onnx");
        network.exporter().inputName("image").outputName("logit").writeFeatures(file);
        OnnxChecker.assertValid(file);
        float[] maps = new float[BATCH * 21];
        maps[map] = 1;
        maps[21 + map] = 1;
        OrtModel.Floats image = network.input(BATCH);
        try (OrtModel model = new OrtModel(file)) {
            return new Explained(
                    image, model.run(Map.of("image", image, "maps", new OrtModel.Floats(maps, BATCH, 21))));
        }
    }

    private static Doubles doubles(OrtModel.Floats floats) {
        double[] values = new double[floats.values().length];
        Arrays.setAll(values, i -> floats.values()[i]);
        return new Doubles(
                values, Arrays.stream(floats.shape()).mapToInt(Math::toIntExact).toArray());
    }
}

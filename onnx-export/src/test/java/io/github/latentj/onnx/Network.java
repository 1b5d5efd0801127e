package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A DJL block with random weights and running statistics, and what it computes, for tests. */
public final class Network implements AutoCloseable {
    /** Largest difference that counts as the same, relative to the largest output. */
    public static final double RELATIVE = 1e-5;

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Random random = new Random(7);
    private final Block block;
    private final Shape inputShape;

    private Network(Block block, Shape inputShape) {
        this.block = block;
        this.inputShape = inputShape;
        block.setInitializer(new NormalInitializer(), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, inputShape);
        block.getParameters().values().forEach(this::randomize);
    }

    /** Fills all parameters of {@code block} from a fixed seed. */
    public static Network of(Block block, long... inputShape) {
        return new Network(block, new Shape(inputShape));
    }

    private void randomize(Parameter parameter) {
        NDArray array = parameter.getArray();
        boolean positive = parameter.getType() == Parameter.Type.RUNNING_VAR;
        float[] values = new float[Math.toIntExact(array.size())];
        // Outputs stay about as large as inputs, as in a trained network.
        double spread = array.getShape().dimension() < 2 ? 0.5 : Math.sqrt(2.0 / fanIn(array.getShape()));
        for (int i = 0; i < values.length; i++) {
            values[i] = positive ? 0.5f + random.nextFloat() : (float) (random.nextGaussian() * spread);
        }
        array.set(values);
    }

    private static long fanIn(Shape weight) {
        return weight.slice(1).size();
    }

    public Block block() {
        return block;
    }

    public Shape inputShape() {
        return inputShape;
    }

    public OnnxExporter exporter() {
        return OnnxExporter.of(block, inputShape);
    }

    /** Normally distributed input for {@code batch} examples. */
    public OrtModel.Floats input(long batch) {
        long[] shape = inputShape.getShape().clone();
        shape[0] = batch;
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new OrtModel.Floats(values, shape);
    }

    /** What DJL computes in inference. */
    public OrtModel.Floats forward(OrtModel.Floats input) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray array = scope.create(input.values(), new Shape(input.shape()));
            NDArray output = block.forward(new ParameterStore(scope, false), new NDList(array), false)
                    .singletonOrThrow();
            return new OrtModel.Floats(output.toFloatArray(), output.getShape().getShape());
        }
    }

    /** Exports, lets ONNX check the file, and compares DJL with ONNX Runtime at several batch sizes. */
    public void assertExportAgrees() {
        assertExportAgrees(exporter(), RELATIVE);
    }

    /** The same for the given options and tolerance. */
    public void assertExportAgrees(OnnxExporter exporter, double relative) {
        Path file = temporary();
        try {
            exporter.write(file);
            OnnxChecker.assertValid(file);
            try (OrtModel model = new OrtModel(file)) {
                for (long batch : new long[] {1, 2, 5}) {
                    OrtModel.Floats input = input(batch);
                    assertClose(model.run(input), forward(input), relative);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            file.toFile().delete();
        }
    }

    public static void assertClose(OrtModel.Floats actual, OrtModel.Floats expected, double relative) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs((double) expected.values()[i] - actual.values()[i]));
        }
        assertThat(largest).as("largest output").isPositive();
        assertThat(difference / largest).as("largest relative difference").isLessThanOrEqualTo(relative);
    }

    static Path temporary() {
        try {
            return Files.createTempFile("network", ".onnx");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

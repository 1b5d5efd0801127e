package io.github.latentj.onnx.convert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/** The place in the network that is being converted, and the graph that grows there. */
public final class Scope {
    private final GraphBuilder graph;
    private final ConverterRegistry registry;
    private final BlockObserver observer;
    private final String path;

    private Scope(GraphBuilder graph, ConverterRegistry registry, BlockObserver observer, String path) {
        this.graph = graph;
        this.registry = registry;
        this.observer = observer;
        this.path = path;
    }

    /** Adds a whole network to {@code graph}. */
    public static Value convertRoot(GraphBuilder graph, ConverterRegistry registry, Block network, Value input) {
        return root(graph, registry).dispatch(network, input);
    }

    /** Adds a whole network, running the samples of {@code calibration} through it. */
    public static Value convertRoot(
            GraphBuilder graph, ConverterRegistry registry, Block network, Value input, Calibration calibration) {
        return new Scope(graph, registry, calibration::observe, "").dispatch(network, input);
    }

    static Scope root(GraphBuilder graph, ConverterRegistry registry) {
        return new Scope(graph, registry, (block, input, output) -> {}, "");
    }

    /** Told of every block after it was converted, children before their parents. */
    private interface BlockObserver {
        void converted(Block block, Value input, Value output);
    }

    /** Converts a child block by the registry's rules. */
    public Value convert(String childName, Block child, Value input) {
        return new Scope(graph, registry, observer, path.isEmpty() ? childName : path + "/" + childName)
                .dispatch(child, input);
    }

    private Value dispatch(Block block, Value input) {
        BlockConverter<Block> converter = registry.find(block)
                .orElseThrow(
                        () -> refusal("no converter for " + block.getClass().getName() + "; supported are "
                                + registry.supported() + ", and what you register"));
        try {
            Value output = converter.convert(block, input, this);
            observer.converted(block, input, output);
            return output;
        } catch (ExportException alreadyExplained) {
            throw alreadyExplained;
        } catch (RuntimeException cause) {
            throw new ExportException(
                    where() + ": " + block.getClass().getSimpleName() + " with input " + input.shape()
                            + " cannot be exported: " + cause.getMessage(),
                    cause);
        }
    }

    /** Refuses an input on which the block's weights cannot work, before ONNX Runtime does in words of its own. */
    void requireSize(Value input, int axis, long expected) {
        TensorShape shape = input.shape();
        if (axis >= shape.rank() || shape.size(axis) != expected) {
            throw refusal("its weights are made for " + expected + " at axis " + axis + ", but the input is " + shape
                    + "; check the input shape given to the exporter: the batch axis first, then what the network was"
                    + " initialized with");
        }
    }

    /** Refuses an input with more or fewer axes than the block works on. */
    void requireRank(Value input, int expected) {
        if (input.shape().rank() != expected) {
            throw refusal("it works on " + expected + " axes, the batch first, but the input is " + input.shape()
                    + "; check the input shape given to the exporter");
        }
    }

    /** An exception that begins with the place in the network. */
    public ExportException refusal(String reason) {
        return new ExportException(where() + ": " + reason);
    }

    private String where() {
        return path.isEmpty() ? "the network itself" : "block " + path;
    }

    /** Where the block lies, such as {@code 03SequentialBlock/01Conv2d}; empty for the whole network. */
    public String path() {
        return path;
    }

    /** Starts a node that is named by the place and the operator. */
    public GraphBuilder.NodeBuilder node(String operator) {
        return graph.node(operator, path.isEmpty() ? operator : path + "/" + operator);
    }

    /**
     * A parameter of {@code block} as a constant of the graph.
     *
     * @throws ExportException if it is not initialized, not float32, or not finite
     */
    public Value parameter(Block block, String name) {
        Tensor tensor = readParameter(block, name);
        return constant(name, tensor.dims(), tensor.toFloats());
    }

    /** The values of a parameter, under the same conditions as {@link #parameter}. */
    public Tensor readParameter(Block block, String name) {
        Parameter parameter = block.getDirectParameters().get(name);
        if (parameter == null || !parameter.isInitialized()) {
            throw refusal("parameter " + name + " has no values; initialize or load the network first");
        }
        return read(name, parameter.getArray());
    }

    private Tensor read(String name, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw refusal(name + " is " + array.getDataType() + "; only float32 networks can be exported");
        }
        return Tensor.floats(name, array.getShape().getShape(), finite("parameter " + name, array.toFloatArray()));
    }

    float[] finite(String what, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw refusal(what + " contains " + value + "; the network is damaged or its training diverged");
            }
        }
        return values;
    }

    /** A float32 constant, its name preceded by the place. */
    public Value constant(String name, long[] dims, float... values) {
        return graph.initializer(Tensor.floats(constantName(name), dims, values));
    }

    /** A float32 scalar constant. */
    public Value scalar(String name, double value) {
        return constant(name, new long[0], (float) value);
    }

    /** An int64 vector constant, its name preceded by the place. */
    public Value numbers(String name, long... values) {
        return graph.initializer(Tensor.longs(constantName(name), values));
    }

    private String constantName(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The shape that {@code block} says it makes of {@code input}, with the same batch axis. */
    public TensorShape outputShape(Block block, Value input) {
        Shape[] outputs = block.getOutputShapes(new Shape[] {shapeForBatch(input, 1)});
        if (outputs.length != 1) {
            throw refusal("it has " + outputs.length + " outputs; only blocks with one output can be exported");
        }
        return shape(outputs[0], input.shape().dimension(0));
    }

    /** DJL's shape of a value whose batch axis has the given size. */
    static Shape shapeForBatch(Value value, long batch) {
        long[] sizes = new long[value.shape().rank()];
        sizes[0] = batch;
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = value.shape().size(axis);
        }
        return new Shape(sizes);
    }

    /** The graph's shape of a DJL shape whose first axis is the batch. */
    static TensorShape shape(Shape shape, Dimension batch) {
        return TensorShape.of(batch, shape.slice(1).getShape());
    }
}

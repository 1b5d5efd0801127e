package io.github.latentj.onnx.convert;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.latentj.onnx.graph.Value;
import java.util.HashMap;
import java.util.Map;

/** Runs samples through the network while it is converted, and keeps the largest value that each graph value took. */
public final class Calibration implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Map<String, Float> largest = new HashMap<>();

    /**
     * @param device where the network's parameters lie
     * @param samples what flows into {@code input}, each of {@code sampleShape}
     */
    public Calibration(Value input, Device device, float[][] samples, Shape sampleShape) {
        manager = NDManager.newBaseManager(device);
        keep(input, manager.create(samples).reshape(new Shape(samples.length).addAll(sampleShape)));
    }

    private void keep(Value value, NDArray array) {
        arrays.put(value.name(), array);
        largest.put(value.name(), array.max().getFloat());
    }

    /** Computes {@code output} by the block itself, unless a child has done so. */
    void observe(Block block, Value input, Value output) {
        if (!arrays.containsKey(output.name())) {
            NDList list = new NDList(arrays.get(input.name()));
            keep(
                    output,
                    block.forward(new ParameterStore(manager, false), list, false)
                            .singletonOrThrow());
        }
    }

    /** Largest value over all samples, by the names of the graph's values that are a block's output. */
    public Map<String, Float> largest() {
        return Map.copyOf(largest);
    }

    @Override
    public void close() {
        manager.close();
    }
}

package io.github.latentj.onnx.convert;

import ai.djl.nn.Block;
import io.github.latentj.onnx.graph.Value;

/**
 * Writes one kind of block as ONNX nodes, in its inference form. Implement it and register it to export a block of your
 * own.
 */
@FunctionalInterface
public interface BlockConverter<B extends Block> {
    /**
     * Adds the nodes and constants of {@code block} to the graph.
     *
     * @param input float32 [N, ...], the batch axis first
     * @return what the block makes of it, float32 [N, ...]
     * @throws io.github.latentj.onnx.graph.ExportException if this block cannot be written
     */
    Value convert(B block, Value input, Scope scope);
}

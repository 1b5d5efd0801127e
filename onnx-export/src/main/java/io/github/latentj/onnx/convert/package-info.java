/**
 * DJL blocks to ONNX nodes: one {@link io.github.latentj.onnx.convert.BlockConverter} per kind of block, listed in
 * {@link io.github.latentj.onnx.convert.ConverterRegistry}.
 *
 * <p>What a block hides (the slope inside a lambda, the epsilon of a normalization) is not dug out of private fields:
 * {@link io.github.latentj.onnx.convert.Tracer} runs the block on arrays that write down which operations are called
 * with which arguments.
 */
package io.github.latentj.onnx.convert;

/**
 * An ONNX graph as plain, immutable Java values. Open {@link io.github.latentj.onnx.graph.Graph}, and
 * {@link io.github.latentj.onnx.graph.GraphBuilder} to make one. JDK types only: neither DJL nor protobuf is seen here.
 */
package io.github.latentj.onnx.graph;

/**
 * Runs graphs with DJL's engine, to tell how far a form that is not exact lies from its network. Open
 * {@link io.github.latentj.onnx.evaluate.GraphEvaluator}.
 */
package io.github.latentj.onnx.evaluate;

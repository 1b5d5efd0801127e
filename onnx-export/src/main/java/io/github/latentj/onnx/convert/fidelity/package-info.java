/**
 * How far a form that is not exact lies from its network, found by running its graph with DJL's engine. Open
 * {@link io.github.latentj.onnx.convert.fidelity.Fidelity}.
 */
package io.github.latentj.onnx.convert.fidelity;

/**
 * Writes DJL networks as ONNX files. Open {@link io.github.latentj.onnx.OnnxExporter}; everything else is found from
 * there.
 */
package io.github.latentj.onnx;

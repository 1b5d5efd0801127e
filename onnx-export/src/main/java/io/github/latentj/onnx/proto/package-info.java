/** ONNX files on disk: the only package that sees protobuf. Open {@link io.github.latentj.onnx.proto.OnnxFile}. */
package io.github.latentj.onnx.proto;

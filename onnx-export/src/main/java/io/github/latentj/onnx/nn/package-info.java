/**
 * DJL blocks that DJL's PyTorch engine lacks. Open {@link io.github.latentj.onnx.nn.ConvTranspose2d}, the layer that a
 * DCGAN generator is made of; {@link io.github.latentj.onnx.nn.Reshape} serves those that begin with a matrix product, {@link
 * io.github.latentj.onnx.nn.UpsampleNearest2d} those that enlarge maps before a plain convolution.
 */
package io.github.latentj.onnx.nn;

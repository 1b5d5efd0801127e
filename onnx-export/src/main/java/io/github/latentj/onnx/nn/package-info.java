/**
 * DJL blocks that DJL's PyTorch engine lacks. Open {@link io.github.latentj.onnx.nn.ConvTranspose2d}, the layer that a
 * DCGAN generator is made of.
 */
package io.github.latentj.onnx.nn;

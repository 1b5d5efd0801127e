/**
 * Graphs that compute gradients, made of standard operators, so that plain ONNX Runtime can search a latent vector or
 * explain a discriminator. Open {@link io.github.latentj.onnx.gradient.Inversion} and
 * {@link io.github.latentj.onnx.gradient.DiscriminatorFeatures}.
 */
package io.github.latentj.onnx.gradient;

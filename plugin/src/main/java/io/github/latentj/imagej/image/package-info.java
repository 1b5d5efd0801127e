/**
 * Images of ImageJ and the latents that they carry. {@link io.github.latentj.imagej.image.ImageAssembly} makes stacks
 * and montages, {@link io.github.latentj.imagej.image.LatentReferences} finds the latents of selected images again,
 * {@link io.github.latentj.imagej.image.ImageParts} gives pixels to the networks.
 */
package io.github.latentj.imagej.image;

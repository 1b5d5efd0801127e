/**
 * Latent vectors as plain {@code float[]}. Open {@link io.github.latentj.latent.LatentSampler} to draw them from a
 * model's prior. Nothing here knows of models, images or hosts.
 */
package io.github.latentj.latent;

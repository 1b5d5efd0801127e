/**
 * Mathematics of latent vectors as plain {@code float[]}; the contract's {@link io.github.latentj.contract.LatentSampler}
 * draws them. Nothing here knows of models, images or hosts.
 */
package io.github.latentj.latent;

/**
 * Mathematics of latent vectors as plain {@code float[]}: {@link io.github.latentj.latent.LatentPath} leads from point
 * to point, {@link io.github.latentj.latent.LatentExpression} adds and subtracts; the contract's
 * {@link io.github.latentj.contract.LatentSampler} draws them. Nothing here knows of models, images or hosts.
 */
package io.github.latentj.latent;

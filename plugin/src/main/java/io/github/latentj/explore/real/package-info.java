/**
 * Use cases that begin with real images: scores and features, guided backpropagation, projection into latent space.
 * Open {@link io.github.latentj.explore.real.ScoreImages}, {@link io.github.latentj.explore.real.GuideImages} or
 * {@link io.github.latentj.explore.real.ProjectImages}. An image is a
 * {@link io.github.latentj.explore.real.SourceImage}, checked and resampled to what the network takes.
 */
package io.github.latentj.explore.real;

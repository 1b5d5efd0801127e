/**
 * Images on disk, or drawn, as network input. Open {@link io.github.latentj.trainer.data.ImageFolder} for a user's own
 * images and {@link io.github.latentj.trainer.data.NucleiPainter} for the built-in ones.
 */
package io.github.latentj.trainer.data;

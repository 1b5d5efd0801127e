/**
 * Images on disk, or drawn, as network input. Open {@link io.github.latentj.trainer.data.ImageFolder} for a user's own
 * images, {@link io.github.latentj.trainer.data.NucleiPainter} for the built-in ones,
 * {@link io.github.latentj.trainer.data.BatchLoader} for their batches and
 * {@link io.github.latentj.trainer.data.DataInspection} for what a folder would give.
 */
package io.github.latentj.trainer.data;

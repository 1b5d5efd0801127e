/**
 * Measures a trained model: distances of its images to real ones, copies, smoothness, and what its discriminator has
 * learnt. Arrays and models in, {@link io.github.latentj.trainer.evaluate.Section}s of tables and pictures out; files are
 * written by the run folder.
 */
package io.github.latentj.trainer.evaluate;

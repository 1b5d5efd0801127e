/**
 * The run folder: all that a training leaves behind. Open {@link io.github.latentj.trainer.run.TrainingRun}, the use
 * case behind {@code train} and {@code demo}.
 */
package io.github.latentj.trainer.run;

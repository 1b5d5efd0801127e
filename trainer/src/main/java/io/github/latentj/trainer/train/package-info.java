/**
 * The training of a DCGAN. Open {@link io.github.latentj.trainer.train.DcganTraining}: the loop is on one screen, and
 * what a run does with its progress is a {@link io.github.latentj.trainer.train.TrainingListener}.
 */
package io.github.latentj.trainer.train;

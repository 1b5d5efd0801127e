/**
 * The two networks of a DCGAN as DJL blocks. Open {@link io.github.latentj.trainer.model.Dcgan} for their layers and
 * {@link io.github.latentj.trainer.model.Networks} for a pair that is ready to train.
 */
package io.github.latentj.trainer.model;

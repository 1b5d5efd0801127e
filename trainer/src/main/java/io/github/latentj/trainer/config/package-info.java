/** What a run is asked to do. Open {@link io.github.latentj.trainer.config.TrainingSettings}. */
package io.github.latentj.trainer.config;

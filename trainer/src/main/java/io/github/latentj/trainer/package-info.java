/** The trainer's command line. {@link io.github.latentj.trainer.Main} is what {@code java -jar} starts. */
package io.github.latentj.trainer;

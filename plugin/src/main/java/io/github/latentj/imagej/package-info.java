/**
 * LatentJ in ImageJ 1 and Fiji: menu commands, dialogs, macros, and images with their latents. ImageJ opens
 * {@link io.github.latentj.imagej.LatentJPlugIn}, as {@code plugins.config} says; each command is one
 * {@code ...Command} class with one table of parameters.
 *
 * <p>The only package that sees {@code ij}.
 */
package io.github.latentj.imagej;

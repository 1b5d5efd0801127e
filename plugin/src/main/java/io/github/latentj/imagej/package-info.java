/**
 * LatentJ in ImageJ 1 and Fiji: menu commands, dialogs, macros, and images with their latents. ImageJ opens
 * {@link io.github.latentj.imagej.LatentJPlugIn}, as {@code plugins.config} says; scripts open
 * {@link io.github.latentj.imagej.ScriptedCommand} and {@link io.github.latentj.imagej.LatentModel}.
 *
 * <p>This package and those inside are the only ones that see {@code ij}. Nobody outside uses those inside. From the
 * ground up: {@code parameter} (keys, values, rules), {@code window} (what ImageJ shows beside images), {@code image}
 * (images and their latents), {@code measure} (ImageJ measures images), {@code command} (one class for each menu
 * command), {@code dialog} (parameters on the screen).
 */
package io.github.latentj.imagej;

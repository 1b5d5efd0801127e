/**
 * LatentJ for scripts in Fiji: {@link io.github.latentj.scijava.LatentJService} for latents as {@code float[]}, one
 * command without a menu entry for each command of the menu, and {@code .onnx} files in <em>File &gt; Open</em>.
 * SciJava finds all of it by itself; plain ImageJ never loads these classes.
 *
 * <p>The only package that sees {@code org.scijava}.
 */
package io.github.latentj.scijava;

/**
 * The parameters of commands: keys, labels, defaults, what is allowed, and the values that a macro or a dialog gave.
 * Open {@link io.github.latentj.imagej.parameter.ParameterTable}.
 *
 * <p>Knows no image and no window.
 */
package io.github.latentj.imagej.parameter;

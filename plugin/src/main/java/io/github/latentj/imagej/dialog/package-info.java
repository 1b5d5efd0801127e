/**
 * A table of parameters on the screen, with what the active image suggests and what was chosen last time. Open
 * {@link io.github.latentj.imagej.dialog.ParameterDialog}.
 */
package io.github.latentj.imagej.dialog;

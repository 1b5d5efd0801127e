/**
 * ImageJ measures images: whole, by particles, or by the user's macro. Open
 * {@link io.github.latentj.imagej.measure.MeasuringParameters}.
 */
package io.github.latentj.imagej.measure;

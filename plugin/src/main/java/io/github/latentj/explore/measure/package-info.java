/**
 * Use cases that measure images, to say in numbers what a model has learnt: distributions, directions from measurements,
 * dose and response, arithmetic that keeps its promise. Who measures is handed in as
 * {@link io.github.latentj.explore.measure.ImageMeasurer}. Open
 * {@link io.github.latentj.explore.measure.CompareMeasurements}.
 */
package io.github.latentj.explore.measure;

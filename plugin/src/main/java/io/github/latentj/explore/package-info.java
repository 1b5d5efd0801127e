/**
 * What can be done with a generator: one class for each use case, a request in, images and latents out. Open
 * {@link io.github.latentj.explore.GenerateImages}. Use cases that begin with real images are in {@code real}, those
 * that measure images in {@code measure}.
 *
 * <p>Knows no user interface and no ONNX Runtime, so that menus, macros and scripts can share it.
 */
package io.github.latentj.explore;

/**
 * What can be done with a generator: one class for each use case, a request in, images and latents out. Open
 * {@link io.github.latentj.explore.GenerateImages}.
 *
 * <p>Knows no user interface and no ONNX Runtime, so that menus, macros and scripts can share it.
 */
package io.github.latentj.explore;

/**
 * Runs generators with ONNX Runtime. Open {@link io.github.latentj.inference.GeneratorModels}: it checks a model file
 * before native code sees it, keeps one session for each file, and hands out
 * {@link io.github.latentj.inference.GeneratorModel}s.
 *
 * <p>The only package that sees {@code ai.onnxruntime}.
 */
package io.github.latentj.inference;

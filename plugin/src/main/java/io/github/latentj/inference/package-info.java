/**
 * Runs generators, discriminators and their gradient graphs. Open {@link io.github.latentj.inference.GeneratorModels}: it
 * checks a model file before native code sees it, keeps one session for each file, and hands out
 * {@link io.github.latentj.inference.GeneratorModel}s.
 *
 * <p>{@code file} reads untrusted files, {@code runtime} keeps ONNX Runtime alive. The networks run in a process of
 * their own, see {@link io.github.latentj.inference.worker.Protocol}: no class here sees {@code ai.onnxruntime}.
 */
package io.github.latentj.inference;

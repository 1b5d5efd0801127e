/**
 * ONNX Runtime as a service: its jar and natives, the process that it runs in, CUDA or the CPU, batches, time limits.
 * Open {@link io.github.latentj.inference.runtime.Devices} for the device and
 * {@link io.github.latentj.inference.runtime.OnnxRuntime} for a network.
 */
package io.github.latentj.inference.runtime;

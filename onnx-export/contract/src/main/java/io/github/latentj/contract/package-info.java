/**
 * What a LatentJ model file promises. Open {@link io.github.latentj.contract.GeneratorSpec}: it is the only reader and
 * writer of the metadata in a generator's {@code .onnx}; {@code docs/model-contract.md} is its authority in words.
 *
 * <p>Plain Java 8 without dependencies, so that the exporter, the trainer and the ImageJ plugin can share it.
 */
package io.github.latentj.contract;

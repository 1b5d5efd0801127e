package io.github.latentj.onnx;

import java.nio.file.Path;

/**
 * A model file that was written.
 *
 * @param bytes size of the file
 * @param weightsSha256 digest of its weights, as {@code docs/model-contract.md} defines it; also in its metadata
 */
public record ExportedModel(Path path, long bytes, String weightsSha256) {}

package io.github.latentj.onnx;

import io.github.latentj.onnx.graph.FormatVersions;
import io.github.latentj.onnx.graph.WeightsDigest;
import io.github.latentj.onnx.proto.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model file that was written.
 *
 * @param bytes size of the file
 * @param weightsSha256 digest of its weights, as {@code docs/model-contract.md} defines it; also in its metadata
 */
public record ExportedModel(Path path, long bytes, String weightsSha256) {
    /**
     * The digest of the weights that a file holds now, to be compared with the one in its metadata.
     *
     * @throws IOException if the file cannot be read or is damaged beyond reading
     */
    public static String weightsDigestOf(Path file) throws IOException {
        return WeightsDigest.of(OnnxFile.readConstants(file));
    }

    /**
     * The versions of format and operators that a file declares.
     *
     * @throws IOException if the file cannot be read or is damaged beyond reading
     */
    public static FormatVersions versionsOf(Path file) throws IOException {
        return OnnxFile.readVersions(file);
    }
}

package io.github.latentj.onnx.graph;

/**
 * What a program must know to read an {@code .onnx} file.
 *
 * @param ir version of the file format
 * @param operatorSet version of the default domain's operators; 0 if the file names none
 */
public record FormatVersions(long ir, long operatorSet) {}

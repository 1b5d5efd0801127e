package io.github.latentj.trainer.data;

/**
 * One picture of the built-in data set with the truth it was drawn from.
 *
 * @param pixels 8-bit grey, unsigned, row-major, {@code [side * side]}; the caller's own copy
 */
public record PaintedNucleus(byte[] pixels, NucleusAttributes attributes) {}

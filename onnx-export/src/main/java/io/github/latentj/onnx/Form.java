package io.github.latentj.onnx;

/** How the layers of a network are laid out as ONNX operators. All forms compute the same function. */
public enum Form {
    /** One operator for each layer, batch normalization included. */
    STRAIGHT,
    /**
     * Batch normalization folded into the convolution before it, and a transposed convolution of a 1x1 map as one
     * matrix product. The default.
     */
    FOLDED,
    /** As {@link #FOLDED}, and 4x4 transposed convolutions of stride 2 as 2x2 convolutions of four phases. */
    PHASES
}

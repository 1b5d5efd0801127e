package io.github.latentj.onnx;

/** How the layers of a network are laid out as ONNX operators. All but {@link #INT8} compute the same function. */
public enum Form {
    /** One operator for each layer, batch normalization included. */
    STRAIGHT,
    /**
     * Batch normalization folded into the convolution before it, and a transposed convolution of a 1x1 map as one
     * matrix product. The default.
     */
    FOLDED,
    /**
     * As {@link #FOLDED}, and 4x4 transposed convolutions of stride 2 with 16 filters and more as four 2x2 convolutions,
     * one for each phase of the output grid.
     */
    PHASES,
    /**
     * As {@link #PHASES}, with the layers between two ReLUs in 8-bit integers. The only form that is not exact; the ranges
     * come from samples that the exporter draws, see {@link OnnxExporter#int8}.
     */
    INT8
}

package io.github.latentj.trainer.export;

/** How a file stores its weights; arithmetic is float32 in both. */
public enum WeightFormat {
    /** As trained. */
    FLOAT32(1e-4, 1e-4),
    /** Half the size; no pixel may change by half a grey level of 8 bits, no score by what anybody would sort by. */
    FLOAT16(1.0 / 255, 0.02);

    private final double pixelTolerance;
    private final double logitTolerance;

    WeightFormat(double pixelTolerance, double logitTolerance) {
        this.pixelTolerance = pixelTolerance;
        this.logitTolerance = logitTolerance;
    }

    /** Largest difference of pixels in network range [-1, 1] at which a file is still believed. */
    public double pixelTolerance() {
        return pixelTolerance;
    }

    /** Largest difference of logits, relative to the largest logit where that is above 1. */
    public double logitTolerance() {
        return logitTolerance;
    }
}

package io.github.latentj.trainer.export;

/** How a file stores its weights; arithmetic is float32 in both. */
public enum WeightFormat {
    /** As trained. */
    FLOAT32(1e-4),
    /** Half the size; the difference must stay below half a grey level of 8 bits. */
    FLOAT16(1.0 / 255);

    private final double tolerance;

    WeightFormat(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Largest difference at which a file is still believed: of pixels in network range [-1, 1], and of logits, relative
     * to the largest logit where that is above 1.
     */
    public double tolerance() {
        return tolerance;
    }
}

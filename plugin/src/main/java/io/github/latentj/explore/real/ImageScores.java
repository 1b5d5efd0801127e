package io.github.latentj.explore.real;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a discriminator said of some images. */
public final class ImageScores {
    private final List<SourceImage> images;
    private final int maps;
    private final List<String> remarks;
    private final String resampling;
    private final float[] logits;
    private final float[][] features;

    ImageScores(List<SourceImage> images, int maps, List<String> remarks, String resampling) {
        this.images = images;
        this.maps = maps;
        this.remarks = remarks;
        this.resampling = resampling;
        logits = new float[images.size()];
        features = new float[images.size()][];
    }

    void set(int image, float logit, float[] vector) {
        logits[image] = logit;
        features[image] = vector;
    }

    public int count() {
        return logits.length;
    }

    public String name(int image) {
        return images.get(image).name();
    }

    /** Larger is more real; any number. */
    public float logit(int image) {
        return logits[image];
    }

    /** The logit's sigmoid, 0 to 1: how likely the discriminator takes the image for a real one. */
    public double probability(int image) {
        return 1 / (1 + Math.exp(-logits[image]));
    }

    /** Number of feature maps, M. */
    public int maps() {
        return maps;
    }

    /** float32 [16 * M]: each map max-pooled to 4 x 4, row by row; feature i belongs to map i / 16. */
    public float[] features(int image) {
        return features[image].clone();
    }

    /** Which images were brought to the model's size; empty if all had it. */
    public Optional<String> resampling() {
        return Optional.ofNullable(resampling);
    }

    /** What the user must know, such as that images were squeezed out of proportion; mostly empty. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }
}

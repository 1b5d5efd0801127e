package io.github.latentj.explore.real;

import io.github.latentj.explore.GeneratedImages;
import java.util.Collections;
import java.util.List;

/** What became of images that were projected into a model's latent space. Immutable. */
public final class Projections {
    /** Pictures for each image, in this order: image, reconstruction, residual, spread. */
    public static final int PICTURES = 4;

    private final List<Projection> numbers;
    private final GeneratedImages pictures;
    private final GeneratedImages differences;
    private final List<String> remarks;

    Projections(List<Projection> numbers, GeneratedImages pictures, GeneratedImages differences, List<String> remarks) {
        this.numbers = numbers;
        this.pictures = pictures;
        this.differences = differences;
        this.remarks = remarks;
    }

    /** One for each image. */
    public List<Projection> numbers() {
        return Collections.unmodifiableList(numbers);
    }

    /**
     * {@value #PICTURES} for each image, all with the image's latent: the image as the network saw it, its
     * reconstruction, the residual (image minus reconstruction, 0 in the middle of the range), and how much the starts
     * differ (standard deviation of each pixel, 0 at the minimum).
     */
    public GeneratedImages pictures() {
        return pictures;
    }

    /** Two for each image, float32 in image units with their sign: residual and spread. They carry no latents. */
    public GeneratedImages differences() {
        return differences;
    }

    /** What the user should know, such as that pixels were clipped; mostly empty. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }
}

package io.github.latentj.explore;

import java.util.List;

/** What arithmetic with concepts gives, as in figure 7 of Radford et al. 2015. Immutable. */
public final class ArithmeticResult {
    private final List<String> concepts;
    private final GeneratedImages means;
    private final GeneratedImages neighbours;
    private final GeneratedImages pixelControl;

    ArithmeticResult(
            List<String> concepts, GeneratedImages means, GeneratedImages neighbours, GeneratedImages pixelControl) {
        this.concepts = concepts;
        this.means = means;
        this.neighbours = neighbours;
        this.pixelControl = pixelControl;
    }

    /** The letters of the concepts, in the order of {@link #means()}. */
    public List<String> concepts() {
        return concepts;
    }

    /** The image of each concept's mean latent. */
    public GeneratedImages means() {
        return means;
    }

    /** Three rows of three: the result in the middle, around it eight latents with noise. */
    public GeneratedImages neighbours() {
        return neighbours;
    }

    /** One image without a latent: the same expression on the mean pixels of each concept's images. */
    public GeneratedImages pixelControl() {
        return pixelControl;
    }
}

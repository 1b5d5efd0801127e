package io.github.latentj.trainer.config;

import io.github.latentj.contract.Prior;
import java.util.Locale;

/** The two DCGANs that people know by name. */
public enum Preset {
    /** The network of the PyTorch tutorial: 4x4 kernels, normal prior, 64 base features. */
    TORCH(Prior.NORMAL, 64),
    /** The authors' own code (Radford et al. 2015): 5x5 kernels, uniform prior, 128 base features. */
    PAPER(Prior.UNIFORM, 128);

    private final Prior prior;
    private final int baseFeatures;

    Preset(Prior prior, int baseFeatures) {
        this.prior = prior;
        this.baseFeatures = baseFeatures;
    }

    /** The prior unless another is asked for. */
    public Prior prior() {
        return prior;
    }

    /** Feature maps of the widest layers unless another number is asked for. */
    public int baseFeatures() {
        return baseFeatures;
    }

    /** The word that users type: {@code torch} or {@code paper}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

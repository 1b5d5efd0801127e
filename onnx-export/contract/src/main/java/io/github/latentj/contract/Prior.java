package io.github.latentj.contract;

import java.util.Locale;

/** The distribution that latent vectors were drawn from in training, each component independently. */
public enum Prior {
    /** Mean 0, standard deviation 1. */
    NORMAL,
    /** Uniform in [-1, 1], the choice of Radford et al. 2015. */
    UNIFORM;

    /** The word written into model files and typed by users: {@code normal} or {@code uniform}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ContractException if {@code key} names no prior */
    public static Prior ofKey(String key) {
        for (Prior prior : values()) {
            if (prior.key().equals(key)) {
                return prior;
            }
        }
        throw new ContractException("prior must be 'normal' or 'uniform', found '" + Quote.shortened(key) + "'");
    }
}

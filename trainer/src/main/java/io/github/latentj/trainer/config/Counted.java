package io.github.latentj.trainer.config;

/** Numbers of things in English. */
public final class Counted {
    private Counted() {}

    /** Such as {@code 1 image} or {@code 12 images}; {@code noun} has a plural with s or es. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("s") || noun.endsWith("tch") ? "es" : "s");
    }
}

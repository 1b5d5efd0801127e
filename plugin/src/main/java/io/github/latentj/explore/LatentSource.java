package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a latent comes from: a seed, or an image that carries it. Immutable. */
public final class LatentSource {
    /** Names end with the number of the image. */
    static final Pattern NUMBERED = Pattern.compile("(.*)(?:#|, image )([0-9]+)");

    private static final int MOST_NAMED = 12;

    private final String name;
    private final float[] latent;
    private final String modelSha256;
    private final long seed;
    private final int index;

    private LatentSource(String name, float[] latent, String modelSha256, long seed, int index) {
        this.name = name;
        this.latent = latent;
        this.modelSha256 = modelSha256;
        this.seed = seed;
        this.index = index;
    }

    /** The latent of image {@code index}, from 0, that the seed gives with whatever model is used. */
    public static LatentSource seeded(long seed, int index) {
        return new LatentSource("seed " + seed + ", image " + (index + 1), null, null, seed, index);
    }

    /** A latent that an image carries, and the digest of the model that made the image. */
    public static LatentSource carried(String name, float[] latent, String modelSha256) {
        return new LatentSource(name, latent.clone(), modelSha256, 0, 0);
    }

    /** True for a latent that an image of this model carries. */
    public boolean isOf(String digest) {
        return digest.equals(modelSha256);
    }

    /** For messages: which image or seed. */
    public String name() {
        return name;
    }

    /** Short, for the rows of a figure: the number of the image where it comes from, or {@code 7#3} for that of a seed. */
    String label() {
        return latent == null
                ? seed + "#" + (index + 1)
                : NUMBERED.matcher(name).replaceFirst("$2");
    }

    /** Which they are, such as {@code seed 7: 1, 2}; where they are many, the first. */
    static String inWords(List<LatentSource> sources) {
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        for (LatentSource source : sources.subList(0, Math.min(MOST_NAMED, sources.size()))) {
            Matcher numbered = NUMBERED.matcher(source.name);
            boolean found = numbered.matches();
            bySource.computeIfAbsent(found ? numbered.group(1) : source.name, fresh -> new ArrayList<>())
                    .add(found ? numbered.group(2) : "");
        }
        String named = bySource.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return sources.size() > MOST_NAMED ? named + " ..." : named;
    }

    /** The latent that an image carries, float32 [latent size]; empty for seeds, whose latent depends on the model. */
    public Optional<float[]> latent() {
        return latent == null ? Optional.empty() : Optional.of(latent.clone());
    }

    /**
     * The latents for a model, float32 [N][latent size].
     *
     * @throws RequestException if one was made by another model
     */
    public static float[][] resolve(List<LatentSource> sources, GeneratorModel model) {
        float[][] latents = new float[sources.size()][];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = sources.get(i).resolve(model);
        }
        return latents;
    }

    /**
     * The latent for a model, float32 [latent size].
     *
     * @throws RequestException if it was made by another model
     */
    public float[] resolve(GeneratorModel model) {
        if (latent == null) {
            return new LatentSampler(model.spec().prior(), model.spec().latentSize(), seed).sample(index);
        }
        if (!modelSha256.equals(model.sha256()) || latent.length != model.spec().latentSize()) {
            throw new RequestException(name + " was made by another model (SHA-256 " + start(modelSha256) + "..., "
                    + model.path() + " has " + start(model.sha256()) + "...)");
        }
        return latent.clone();
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}

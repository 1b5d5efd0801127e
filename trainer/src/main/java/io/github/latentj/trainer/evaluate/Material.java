package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.config.RandomStreams;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.util.Optional;
import java.util.Random;

/** The images and networks that measurements share: made once, in network range of the generator. */
final class Material {
    private static final int BATCH = 64;
    private static final int MOST_TRAINING = 10_000;

    private final EvaluationRequest request;
    private final ExportedGenerator generator;
    private final FeatureReader features;
    private final Progress progress;
    private final int count;
    private final Vectors training;
    private final Optional<Vectors> heldBack;
    private final Vectors generated;

    /** @param generator and {@code network} stay the caller's */
    Material(EvaluationRequest request, ExportedGenerator generator, FeatureNetwork network, Progress progress) {
        this.request = request;
        this.generator = generator;
        this.progress = progress;
        features = new FeatureReader(network, channels(), side(), progress);
        int[] chosen = some(request.training(), MOST_TRAINING, "training images");
        training = read(request.training(), chosen);
        int halves = Math.min(request.count(), training.count() / 2);
        count = request.heldBack()
                .map(images -> Math.min(halves, images.count()))
                .orElse(halves);
        heldBack = request.heldBack().map(images -> read(images, some(images, count, "held-back images")));
        generated = generate(count);
    }

    private int[] some(ImageSet images, int most, String what) {
        return Draws.distinct(images.count(), Math.min(most, images.count()), random(what));
    }

    int channels() {
        return request.training().channels();
    }

    int side() {
        return request.training().size();
    }

    EvaluationRequest request() {
        return request;
    }

    ExportedGenerator generator() {
        return generator;
    }

    FeatureReader features() {
        return features;
    }

    Progress progress() {
        return progress;
    }

    /** Numbers that are random, but for this purpose always the same. */
    Random random(String purpose) {
        return RandomStreams.of(request.seed(), purpose, 0);
    }

    /** Images of every set that is compared. */
    int count() {
        return count;
    }

    /** Training images in random order, at most {@value #MOST_TRAINING}. */
    Vectors training() {
        return training;
    }

    /** The training images that others are compared with: {@link #count()}. */
    Vectors reference() {
        return training.rows(0, count);
    }

    /** As many other training images: their distance to the reference is the least that can be asked for. */
    Vectors otherReal() {
        return training.rows(count, count);
    }

    /** {@link #count()} images that training did not see. */
    Optional<Vectors> heldBack() {
        return heldBack;
    }

    /** {@link #count()} images of the latents that the seed means. */
    Vectors generated() {
        return generated;
    }

    private Vectors generate(int many) {
        int length = channels() * side() * side();
        float[] all = new float[many * length];
        for (int first = 0; first < many; first += BATCH) {
            progress.at("Generating images", first, many);
            int size = Math.min(BATCH, many - first);
            System.arraycopy(generator.generate(request.seed(), first, size), 0, all, first * length, size * length);
        }
        return new Vectors(all, many, length);
    }

    /** Some images of a set. */
    Vectors read(ImageSet images, int[] indices) {
        return Vectors.of(NetworkImages.of(images, indices, generator.spec().intensityMap()), indices.length);
    }
}

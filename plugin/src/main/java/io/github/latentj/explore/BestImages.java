package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.Critic;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses among the images of many latents those that the generator's discriminator takes most for real. Only the
 * scores of all are kept, then the chosen images are made again, so that memory does not grow with the number of tries.
 */
final class BestImages {
    /** Images between two reports of progress. */
    private static final int CHUNK = 64;

    private static final int CHUNK_FLOATS = 1 << 22;

    private final GeneratorModel model;
    private final GeneratorSpec spec;
    private final Operation operation;
    private final Progress progress;

    BestImages(GeneratorModel model, GeneratorSpec spec, Operation operation, Progress progress) {
        this.model = model;
        this.spec = spec;
        this.operation = operation;
        this.progress = progress;
    }

    /** The best first; each is named by its place among all, and its score is noted. */
    GeneratedImages of(float[][] latents, int best) {
        float[] scores = scores(latents);
        int[] chosen = IntStream.range(0, latents.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer image) -> -scores[image]))
                .limit(best)
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] kept = Arrays.stream(chosen).mapToObj(image -> latents[image]).toArray(float[][]::new);
        GeneratedImages images = new LatentRenderer(model, spec, progress).images(kept, operation);
        for (int i = 0; i < best; i++) {
            images.title(
                    i,
                    String.format(
                            Locale.ROOT,
                            "seed %d, image %d, score %.3f",
                            operation.seed().getAsLong(),
                            chosen[i] + 1,
                            scores[chosen[i]]));
        }
        images.note("best_of", String.valueOf(latents.length));
        images.note(
                "images_of_the_seed",
                Arrays.stream(chosen)
                        .mapToObj(image -> String.valueOf(image + 1))
                        .collect(Collectors.joining(",")));
        images.note(
                "discriminator_scores",
                Arrays.stream(chosen)
                        .mapToObj(image -> String.format(Locale.ROOT, "%.3f", scores[image]))
                        .collect(Collectors.joining(",")));
        return images;
    }

    private float[] scores(float[][] latents) {
        float[] scores = new float[latents.length];
        int chunk = Math.max(1, Math.min(CHUNK, CHUNK_FLOATS / (spec.channels() * spec.height() * spec.width())));
        try (Critic critic = Critic.of(model, progress)) {
            for (int first = 0; first < latents.length; first += chunk) {
                float[][] part = Arrays.copyOfRange(latents, first, Math.min(latents.length, first + chunk));
                List<float[]> images = new ArrayList<>();
                Progress silent = new Quiet();
                model.generate(part, (index, image) -> images.add(image.clone()), silent);
                System.arraycopy(critic.scores(images, silent), 0, scores, first, part.length);
                progress.report(first + part.length, latents.length);
            }
        }
        return scores;
    }

    /** Stops when the user says so, but does not tell how far a part of the work is. */
    private final class Quiet implements Progress {
        @Override
        public void report(int done, int total) {
            // the whole work is reported
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}

package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.RandomWalk;
import java.util.Collections;

/** Makes the images of a random walk, the start among them, and notes how evenly they change. */
public final class WalkLatents {
    private final GeneratorModels models;

    public WalkLatents(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are made.
     *
     * @throws RequestException if the start is of another model or the images do not fit into memory
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(WalkRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            float[] start = LatentSource.resolve(Collections.singletonList(request.start()), model)[0];
            RandomWalk walk = new RandomWalk(model.spec().prior(), request.stepSize(), request.onShell());
            float[][] latents = walk.from(start, request.steps(), request.seed());
            return new LatentRenderer(model, progress)
                    .series(latents, new Operation("random walk", request.seed(), 0), 0);
        }
    }
}

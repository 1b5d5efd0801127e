package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Interpolation;

/** Makes the images on a path through given latents, and notes how evenly they change. */
public final class InterpolateLatents {
    private final GeneratorModels models;

    public InterpolateLatents(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are made. The notes {@code step_median} and {@code step_largest} tell the root mean
     * square difference between neighbours as a fraction of the intensity range, {@code jumps_before_image} where it
     * exceeds three medians.
     *
     * @throws RequestException if a point is of another model or the images do not fit into memory
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(InterpolateRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            float[][] points = LatentSource.resolve(request.points(), model);
            Interpolation way = request.interpolation()
                    .orElse(Interpolation.naturalFor(model.spec().prior()));
            float[][] latents = request.path().through(points, request.steps(), way);
            int columns = request.path().columns(points.length, request.steps());
            Operation operation = Operation.unseeded("interpolate", columns);
            return new LatentRenderer(model, progress)
                    .series(latents, operation, request.path().isTable() ? columns : 0);
        }
    }
}

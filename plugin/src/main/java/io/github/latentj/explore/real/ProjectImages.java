package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.explore.MemoryEstimate;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.ImageDistance;
import io.github.latentj.inference.InversionModel;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.LatentDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds, for each image, the latent whose image comes closest: descent on the pixels' squared difference (Lipton and
 * Tripathi 2017, Precise recovery of latent vectors from generative adversarial networks), from several starts, with the
 * latent kept where the prior draws latents.
 */
public final class ProjectImages {
    private final GeneratorModels models;

    public ProjectImages(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are projected. What is found for an image does not depend on the others.
     *
     * @throws RequestException if an image has another number of channels than the model, no pixel of it counts, or the
     *     result does not fit into memory
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used or lacks its {@code inversion.onnx}
     * @throws io.github.latentj.inference.runtime.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public Projections run(ProjectRequest request, Progress progress) {
        try (GeneratorModel generator = models.open(request.model());
                InversionModel inversion = InversionModel.beside(generator)) {
            GeneratorSpec spec = generator.spec();
            List<SourceImage> images = request.images();
            MemoryEstimate.require(spec, Projections.PICTURES * images.size());
            IntensityMap range = request.range().orElse(spec.intensityMap());
            NetworkInputs inputs = new NetworkInputs(spec, range);
            IntensityCheck check = new IntensityCheck(range);
            List<float[]> targets = new ArrayList<>(inputs.of(images));
            List<float[]> weights = new ArrayList<>();
            images.forEach(image -> weights.add(inputs.weightsOf(image)));
            List<String> remarks = new ArrayList<>(inversion.warnings());
            SizeCheck sizes = new SizeCheck(spec);
            sizes.warning(images).ifPresent(remarks::add);
            check.remark(images).ifPresent(remarks::add);

            float[][][] starts =
                    new StartingPoints(generator, request.starts(), request.seed()).near(targets, weights, progress);
            ProjectionPictures pictures = new ProjectionPictures(generator, request);
            for (int i = 0; i < images.size(); i++) {
                ImageDistance distance =
                        inversion.distanceTo(targets.get(i), weights.get(i), request.starts(), progress);
                LatentDescent.Descended found = new LatentDescent(spec.prior(), request.priorWeight(), request.steps())
                        .run(starts[i], distance::compare, listener(request, i, progress));
                pictures.add(images.get(i), check.clipped(images.get(i)), targets.get(i), weights.get(i), found);
            }
            new ProjectionCheck(spec).remark(pictures.numbers()).ifPresent(remarks::add);
            Projections projections = pictures.finished(remarks);
            sizes.note(images).ifPresent(text -> projections.pictures().note("resampling", text));
            return projections;
        }
    }

    private static LatentDescent.Listener listener(ProjectRequest request, int image, Progress progress) {
        int count = request.images().size();
        return (step, smallest) -> progress.report(
                image * request.steps() + step,
                count * request.steps(),
                String.format(
                        Locale.ROOT,
                        "image %d/%d, step %d/%d, error %.2f %%",
                        image + 1,
                        count,
                        step,
                        request.steps(),
                        100 * Math.sqrt(Math.max(0, smallest)) / 2));
    }
}

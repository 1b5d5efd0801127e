package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;

/** Measures how fast a generator runs on the device in use. */
public final class MeasureSpeed {
    private static final int BATCH = 32;
    private static final int MOST_IMAGES = 1_600;
    private static final double ENOUGH_SECONDS = 3;

    private final GeneratorModels models;

    public MeasureSpeed(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks for a few seconds.
     *
     * @return such as {@code 312 images of 64 x 64 pixels per second on CPU, ONNX Runtime 1.28.0}
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it
     */
    public String run(Path path, Progress progress) {
        try (GeneratorModel model = models.open(path, progress)) {
            float[][] latents =
                    new LatentSampler(model.spec().prior(), model.spec().latentSize(), 1).samples(BATCH);
            Progress silent = silent(progress);
            model.generate(latents, (index, image) -> {}, silent);
            int images = 0;
            long start = System.nanoTime();
            double seconds = 0;
            while (images < MOST_IMAGES && seconds < ENOUGH_SECONDS) {
                model.generate(latents, (index, image) -> {}, silent);
                images += BATCH;
                seconds = (System.nanoTime() - start) / 1e9;
                progress.report(images, MOST_IMAGES);
            }
            return Math.round(images / seconds * 10) / 10.0 + " images of "
                    + model.spec().width() + " x " + model.spec().height() + " pixels per second on " + model.device();
        }
    }

    /** Hears the wish to stop, but does not report each batch as a task of its own. */
    private static Progress silent(Progress progress) {
        return new Progress() {
            @Override
            public void report(int done, int total) {
                // the caller does
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}

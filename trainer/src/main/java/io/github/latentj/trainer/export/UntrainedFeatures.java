package io.github.latentj.trainer.export;

import io.github.latentj.onnx.OnnxExporter;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.model.Dcgan;
import io.github.latentj.trainer.model.Networks;
import java.io.IOException;
import java.nio.file.Path;

/** The discriminator of a run as it was before the first step, to compare a trained one with. */
public final class UntrainedFeatures {
    private UntrainedFeatures() {}

    /**
     * Writes what {@code features.onnx} would have been then.
     *
     * @param channels of the images
     */
    public static void write(TrainingSettings settings, int channels, Path file) throws IOException {
        Dcgan architecture = new Dcgan(
                settings.preset(),
                settings.imageSize(),
                channels,
                settings.latentSize(),
                settings.baseFeatures(),
                settings.upsampling());
        try (Networks networks = new Networks(architecture, settings.seed(), false)) {
            OnnxExporter.of(networks.discriminator(), architecture.imageShape())
                    .inputName("image")
                    .outputName("logit")
                    .writeFeatures(file);
        }
    }
}

package io.github.latentj.trainer.evaluate;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.evaluate.EvaluationRequest.Part;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.export.FeatureNetwork;
import io.github.latentj.trainer.export.ModelFileException;
import io.github.latentj.trainer.export.UntrainedFeatures;
import io.github.latentj.trainer.model.Dcgan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures an exported model: its distances to real images, copies, jumps, what its discriminator sees and what its
 * features know. The same request gives the same numbers.
 */
public final class Evaluation {
    private final EvaluationRequest request;
    private final Progress progress;

    public Evaluation(EvaluationRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /** Takes what was measured, as soon as it is. */
    public interface Taker {
        void take(Section section) throws IOException;
    }

    /**
     * Measures what is asked for, the quick first. Blocks. The engine must run, for the untrained network.
     *
     * @throws ModelFileException if a model cannot be used
     * @throws java.util.concurrent.CancellationException if the progress ends it; what was taken is whole
     */
    public void run(Taker taker) throws IOException {
        Path random = Files.createTempFile("latentj-untrained-", ".onnx");
        try (ExportedGenerator generator = new ExportedGenerator(request.models());
                FeatureNetwork trained = new FeatureNetwork(request.models().resolve(ModelFiles.FEATURES), null)) {
            requireSameImages(generator);
            UntrainedFeatures.write(request.settings(), request.training().channels(), random);
            Material material = new Material(request, generator, trained, progress);
            if (wanted(Part.DISTANCES)) {
                taker.take(new DistanceSection(material).measure());
            }
            if (wanted(Part.JUMPS)) {
                taker.take(new WalkSection(material).measure());
            }
            if (wanted(Part.COPIES)) {
                taker.take(new CopySection(material).measure());
            }
            try (FeatureNetwork untrained = new FeatureNetwork(random, null)) {
                if (wanted(Part.GUIDED)) {
                    taker.take(new GuidedSection(material, trained, untrained, lastMaps()).measure());
                }
                Optional<Section> labels =
                        wanted(Part.FEATURES) ? new LabelSection(material, untrained).measure() : Optional.empty();
                if (labels.isPresent()) {
                    taker.take(labels.get());
                }
            }
        } finally {
            Files.deleteIfExists(random);
        }
    }

    /** Folder of the models that are measured. */
    public Path models() {
        return request.models();
    }

    private boolean wanted(Part part) {
        return request.parts().contains(part);
    }

    private void requireSameImages(ExportedGenerator generator) {
        int channels = request.training().channels();
        int side = request.training().size();
        if (generator.spec().channels() != channels || generator.spec().width() != side) {
            throw new ModelFileException(String.format(
                    Locale.ROOT,
                    "the model makes images of %d x %d pixels and %d channels, the real ones have %d and %d",
                    generator.spec().width(),
                    generator.spec().height(),
                    generator.spec().channels(),
                    side,
                    channels));
        }
    }

    private int lastMaps() {
        return new Dcgan(
                        request.settings().preset(),
                        request.settings().imageSize(),
                        request.training().channels(),
                        request.settings().latentSize(),
                        request.settings().baseFeatures(),
                        request.settings().upsampling())
                .lastMaps();
    }
}

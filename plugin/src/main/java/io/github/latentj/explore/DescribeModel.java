package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what a generator is, for a person to read. */
public final class DescribeModel {
    private final GeneratorModels models;

    public DescribeModel(GeneratorModels models) {
        this.models = models;
    }

    /**
     * What there is to know of a model, by name, in reading order.
     *
     * @throws io.github.latentj.inference.ModelException if the model cannot be used
     */
    public Map<String, String> run(Path path) {
        try (GeneratorModel model = models.open(path)) {
            GeneratorSpec spec = model.spec();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("File", model.path().toString());
            facts.put(
                    "Latent",
                    spec.latentSize() + " components, " + spec.prior().key() + " prior"
                            + (model.followsContract() ? "" : " (assumed)"));
            facts.put(
                    "Image",
                    spec.width() + " x " + spec.height() + " pixels, " + spec.channels() + " channels: "
                            + String.join(", ", spec.channelNames()));
            facts.put(
                    "Intensity",
                    spec.intensityMap()
                            + spec.intensityUnit().map(unit -> " " + unit).orElse(""));
            spec.pixelSize().ifPresent(size -> facts.put("Pixel size", size.toString()));
            facts.put(
                    "Contract",
                    model.followsContract()
                            ? "LatentJ, version " + GeneratorSpec.CONTRACT_VERSION
                            : "none: prior and intensity are assumed");
            if (!model.followsContract()) {
                facts.put("Network range", model.outputRange().toString());
            }
            facts.put("Producer", model.producer().isEmpty() ? "unknown" : model.producer());
            spec.provenance().forEach((name, value) -> facts.put("Training, " + name.replace('_', ' '), value));
            spec.parity().ifPresent(parity -> facts.put("Difference measured at export", parity.toString()));
            facts.put("Weights", weights(model));
            facts.put("SHA-256 of the file", model.sha256());
            facts.put("Runs on", model.device());
            return facts;
        }
    }

    private static String weights(GeneratorModel model) {
        if (!model.spec().weightsSha256().isPresent()) {
            return "no digest";
        }
        return model.warnings().isEmpty()
                ? "as exported (digest verified)"
                : model.warnings().get(0);
    }
}

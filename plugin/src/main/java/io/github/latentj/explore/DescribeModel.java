package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what a generator is, for a person to read. */
public final class DescribeModel {
    private final GeneratorModels models;

    public DescribeModel(GeneratorModels models) {
        this.models = models;
    }

    /**
     * What there is to know of a model, by name, in reading order.
     *
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used
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
                    spec.width() + " x " + spec.height() + " pixels, " + spec.channels()
                            + (spec.channels() == 1 ? " channel: " : " channels: ")
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
            facts.put("Beside it", besides(model));
            List<String> directions = new DirectionFolder(model.path()).names();
            facts.put("Directions", directions.isEmpty() ? "none is saved yet" : String.join(", ", directions));
            spec.provenance().forEach((name, value) -> facts.put("Training, " + words(name), value));
            spec.parity()
                    .ifPresent(parity -> facts.put(
                            "Export",
                            String.format(
                                    Locale.ROOT,
                                    "ONNX Runtime and the trainer differed by at most %.1e in network range, -1 to 1,"
                                            + " or %.2g of the intensity",
                                    parity,
                                    parity
                                            / 2
                                            * (spec.intensityMap().maximum()
                                                    - spec.intensityMap().minimum()))));
            facts.put("Weights", weights(model));
            facts.put("SHA-256 of the file", model.sha256());
            facts.put("Runs on", model.device());
            return facts;
        }
    }

    /** What the run was told; where it was stopped, its steps tell. */
    private static String words(String fact) {
        return fact.equals("epochs") ? "epochs planned" : fact.replace('_', ' ');
    }

    /** The other files of the model and what they are for. */
    private static String besides(GeneratorModel model) {
        Map<String, String> uses = new LinkedHashMap<>();
        uses.put(ModelFiles.DISCRIMINATOR, "the best images in Generate");
        uses.put(ModelFiles.FEATURES, "Features, Guided Backpropagation");
        uses.put(ModelFiles.INVERSION, "Project Image");
        uses.put("README.md", "what it was trained on, what it cannot do");
        String found = uses.entrySet().stream()
                .filter(use -> model.hasBeside(use.getKey()))
                .map(use -> use.getKey() + " (" + use.getValue() + ")")
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "no other network: no scores, features and projection" : found;
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

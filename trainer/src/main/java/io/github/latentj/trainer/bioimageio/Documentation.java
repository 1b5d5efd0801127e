package io.github.latentj.trainer.bioimageio;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.Prior;
import java.util.Locale;
import java.util.Map;

/** The package's README: what the model is, how it is used, what was checked and what was not. */
final class Documentation {
    private final GeneratorSpec spec;
    private final PackageLabels labels;

    /** @param labels with a name and a description */
    Documentation(GeneratorSpec spec, PackageLabels labels) {
        this.spec = spec;
        this.labels = labels;
    }

    String text() {
        return String.join(
                "\n",
                "# " + labels.name(),
                "",
                labels.description(),
                "",
                "**All images of this model are synthetic.** Do not present them as observations.",
                "",
                "- Authors: " + (labels.authors().isEmpty() ? "not named" : String.join(", ", labels.authors())),
                "- Licence: " + (labels.license() == null ? "not stated; ask before you pass it on" : labels.license()),
                "",
                "## Use",
                "",
                "In ImageJ and Fiji with LatentJ, choose this zip as the *Model* of *LatentJ Generate...*.",
                "",
                "Elsewhere, feed `generator.onnx` with `z`, float32, " + latent()
                        + ". Its image is float32 from -1 to 1;",
                "the image in the units of the training data is `" + scaling() + "`.",
                "",
                "## Training",
                "",
                training(),
                "## Validation",
                "",
                "ONNX Runtime made `test-image.npy` from `test-latent.npy` when this package was written; another program",
                "must make the same within the tolerance that `rdf.yaml` states."
                        + spec.parity().map(Documentation::parity).orElse(""),
                "",
                "This package holds no measure of how like real images its images are. Measure on real images that were",
                "not trained on what your study relies on, such as sizes, intensities and counts, and compare it with the same",
                "measure on generated images before you trust it. A GAN leaves out rare kinds of images, and can repeat images",
                "that it was trained on.",
                "");
    }

    private String latent() {
        return spec.latentSize()
                + (spec.prior() == Prior.NORMAL
                        ? " independent numbers with mean 0 and standard deviation 1"
                        : " independent numbers, uniform from -1 to 1");
    }

    private String scaling() {
        IntensityMap map = spec.intensityMap();
        return String.format(Locale.ROOT, "%s + (image + 1) / 2 * %s", map.minimum(), map.maximum() - map.minimum());
    }

    private static String parity(double difference) {
        return String.format(
                Locale.ROOT,
                " At export, its pixels differed from the trained network's by at most %.1e of a range of 2.",
                difference);
    }

    private String training() {
        StringBuilder table = new StringBuilder("| what | value |\n|---|---|\n");
        for (Map.Entry<String, String> fact : spec.provenance().entrySet()) {
            table.append("| ")
                    .append(fact.getKey().replace('_', ' '))
                    .append(" | ")
                    .append(fact.getValue().replaceAll("[|\\p{Cntrl}]", " "))
                    .append(" |\n");
        }
        return table.toString();
    }
}

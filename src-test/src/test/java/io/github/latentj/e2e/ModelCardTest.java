package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.explore.Direction;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card that lies beside the model on the update site. */
class ModelCardTest {
    private static final int AREA = 0;
    private static final int BRIGHTNESS = 1;
    private static final String MODEL = "models/latentj/nuclei64/";

    private SiteListing listing;
    private String card;

    @BeforeEach
    void read() throws IOException {
        try (HttpFolder site = new HttpFolder(BuiltSite.folder())) {
            listing = new SiteClient(site.address(), "linux64", BuiltSite.folder()).listing();
        }
        card = Files.readString(stored("README.md"));
    }

    private Path stored(String file) {
        return BuiltSite.folder().resolve(listing.get(MODEL + file).storedAs());
    }

    @Test
    void saysFirstThatItsImagesAreSynthetic() {
        assertThat(card.lines().filter(line -> !line.isBlank()).skip(1).findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("**These images are synthetic.**"));
    }

    @Test
    void tellsDataLicenceEvaluationAndLimits() {
        assertThat(card).containsPattern("\\| data \\|.*BBBC038.*CC0");
        assertThat(card).containsPattern("\\| licence \\| BSD-2-Clause");
        assertThat(card)
                .containsPattern("## How good it is\\s+\\S[\\s\\S]*\\| 0\\.\\d{3} \\(0\\.\\d{3} to 0\\.\\d{3}\\)");
        assertThat(card).containsPattern("## What it cannot do\\s+- ");
        assertThat(card)
                .containsPattern("\\| float16 \\| no pixel of .* changes by more than 0\\.\\d+ grey levels of 255");
    }

    @Test
    void agreesWithWhatTheModelItselfTells(@TempDir Path folder) throws IOException {
        Path file = Files.copy(stored("generator.onnx"), folder.resolve("generator.onnx"));
        try (GeneratorModel model = GeneratorModels.shared().open(file)) {
            GeneratorSpec spec = model.spec();
            Map<String, String> training = spec.provenance();
            String line = card.lines()
                    .filter(row -> row.startsWith("| training |"))
                    .findFirst()
                    .orElseThrow();
            assertThat(line)
                    .contains("LatentJ " + training.get("trainer_version"))
                    .contains("seed " + training.get("seed") + ",")
                    .contains(grouped(training.get("steps")) + " steps")
                    .contains("moving average of the weights " + training.get("ema"));
            assertThat(card)
                    .contains(grouped(training.get("images")) + " pictures")
                    .contains(spec.latentSize() + " components, "
                            + spec.prior().name().toLowerCase(Locale.ROOT) + " prior")
                    .contains(spec.width() + " x " + spec.height() + " pixels, grey");
            assertThat(spec.channels()).isEqualTo(1);
        }
    }

    @Test
    void directionsOfTheCardChangeWhatTheyAreNamedAfter(@TempDir Path folder) throws IOException {
        Path file = Files.copy(stored("generator.onnx"), folder.resolve("generator.onnx"));
        Path directions = Files.createDirectory(folder.resolve("directions"));
        for (String name : List.of("area", "brightness")) {
            Files.copy(stored("directions/" + name + ".json"), directions.resolve(name + ".json"));
        }
        try (GeneratorModel model = GeneratorModels.shared().open(file)) {
            double[][] area = nuclei(model, new DirectionFolder(file).load("area"));
            double[][] brightness = nuclei(model, new DirectionFolder(file).load("brightness"));

            assertThat(area[AREA]).isSorted();
            assertThat(area[AREA][2]).isGreaterThan(1.3 * area[AREA][0]);
            assertThat(brightness[BRIGHTNESS]).isSorted();
            assertThat(brightness[BRIGHTNESS][2]).isGreaterThan(1.3 * brightness[BRIGHTNESS][0]);
        }
    }

    /** Means of 64 images moved by -3, 0 and 3: pixels brighter than half of the image's range, and their grey level. */
    private static double[][] nuclei(GeneratorModel model, Direction direction) {
        double[][] means = new double[2][3];
        for (int step = 0; step < 3; step++) {
            int column = step;
            float[][] latents = new LatentSampler(Prior.NORMAL, model.spec().latentSize(), 7).samples(64);
            for (float[] latent : latents) {
                for (int i = 0; i < latent.length; i++) {
                    latent[i] += 3 * (column - 1) * direction.vector()[i];
                }
            }
            model.generate(
                    latents,
                    (index, image) -> {
                        double[] nucleus = nucleus(image);
                        means[AREA][column] += nucleus[AREA] / latents.length;
                        means[BRIGHTNESS][column] += nucleus[BRIGHTNESS] / latents.length;
                    },
                    Progress.SILENT);
        }
        return means;
    }

    private static double[] nucleus(float[] image) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : image) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        double sum = 0;
        int area = 0;
        for (float value : image) {
            if (value > (lowest + highest) / 2) {
                sum += 127.5 * (value + 1);
                area++;
            }
        }
        return new double[] {area, sum / area};
    }

    private static String grouped(String number) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
    }
}

package io.github.latentj.imagej.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.process.ByteProcessor;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.Prior;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.parameter.MacroOptions;
import io.github.latentj.latent.RankCorrelation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What {@code docs/science-measure.md} rests on: its macro, and a measuring macro that measures nuclei. */
class ScienceMacroTest {
    private static final Path ROOT = Path.of(System.getProperty("latentj.root"));
    private static final Path NUCLEI = ROOT.resolve("../shared/data/nuclei64").normalize();
    private static final Pattern LINE = Pattern.compile("run\\(\"(LatentJ [^\"]+)\\.\\.\\.\", \"([^\"]*)\"\\);");

    @Test
    void everyLineOfTheMacroIsAccepted() throws IOException {
        Matcher line = LINE.matcher(Files.readString(ROOT.resolve("docs/science-measure.ijm")));
        int lines = 0;
        for (; line.find(); lines++) {
            String title = line.group(1);
            Command command = Commands.all().stream()
                    .filter(each -> each.title().equals(title))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> given = MacroOptions.parse(line.group(2), variable -> "text");
            assertThat(command.parameters().parse(given).texts())
                    .containsKeys(given.keySet().toArray(new String[0]));
        }
        assertThat(lines).isEqualTo(8);
    }

    /** Masks drawn by people and measured with scikit-image, in which neighbours that touch are apart. */
    @Test
    void shippedMacroAgreesWithTheMasksOfRealNuclei() throws IOException {
        assumeTrue(Files.isDirectory(NUCLEI), "the real nuclei are not at ../shared/data/nuclei64");
        List<String> rows = Files.readAllLines(NUCLEI.resolve("nuclei64.csv"));
        List<String> header = List.of(rows.get(0).split(","));
        int count = (rows.size() - 1) / 60;
        double[][] masks = new double[3][count];
        double[][] measured = new double[3][count];
        try (ZipFile zip = new ZipFile(NUCLEI.resolve("nuclei64.zip").toFile());
                ClosableMeasurer measurer = new ParticleMeasurer()) {
            for (int i = 0; i < count; i++) {
                String[] row = rows.get(1 + 60 * i).split(",");
                BufferedImage image = ImageIO.read(zip.getInputStream(zip.getEntry("nuclei64/" + row[0])));
                Map<String, Double> values =
                        measurer.measure(spec(), new Object[] {new ByteProcessor(image).getPixels()});
                put(measured, i, values, "Area", "Mean", "Eccentricity");
                Map<String, Double> truth = new LinkedHashMap<>();
                for (String column : List.of("area_px", "mean_intensity", "eccentricity")) {
                    truth.put(column, Double.parseDouble(row[header.indexOf(column)]));
                }
                put(masks, i, truth, "area_px", "mean_intensity", "eccentricity");
            }
        }

        assertThat(RankCorrelation.spearman(measured[0], masks[0])).isGreaterThan(0.7);
        assertThat(RankCorrelation.spearman(measured[1], masks[1])).isGreaterThan(0.85);
        assertThat(RankCorrelation.spearman(measured[2], masks[2])).isGreaterThan(0.55);
    }

    private static void put(double[][] table, int row, Map<String, Double> values, String... columns) {
        for (int c = 0; c < columns.length; c++) {
            table[c][row] = values.getOrDefault(columns[c], Double.NaN);
        }
    }

    private static GeneratorSpec spec() {
        return GeneratorSpec.builder()
                .prior(Prior.NORMAL)
                .latentSize(4)
                .imageSize(64, 64)
                .channelNames(Collections.singletonList("grey"))
                .intensityMap(IntensityMap.uint8())
                .build();
    }
}

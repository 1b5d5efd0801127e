package io.github.latentj.imagej.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.filter.ParticleAnalyzer;
import ij.process.AutoThresholder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.contract.Prior;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.parameter.ParameterTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringMacroTest {
    private static final int SIDE = 64;

    @TempDir
    private Path folder;

    @AfterEach
    void forgetResults() {
        Analyzer.setResultsTable(new ResultsTable());
    }

    /** An ellipse of half-axes 20 and 12 on a background of 10, with a brighter one in the corner. */
    @Test
    void shippedMacroMeasuresTheParticleInTheMiddle() {
        ByteProcessor image = ellipse(20, 12);
        image.setValue(250);
        image.fillOval(50, 50, 10, 10);

        Map<String, Double> values = measured(particle(), image);

        assertThat(values)
                .containsOnlyKeys("Area", "Mean", "Eccentricity", "Ellipticity_1", "Ellipticity_2", "Background");
        assertThat(values.get("Area")).isCloseTo(Math.PI * 20 * 12, within(0.02 * Math.PI * 20 * 12));
        assertThat(values.get("Mean")).isEqualTo(150);
        assertThat(values.get("Eccentricity")).isCloseTo(Math.sqrt(1 - 0.36), within(0.01));
        assertThat(values.get("Ellipticity_1")).isCloseTo(0.4 / 1.6, within(0.01));
        assertThat(values.get("Ellipticity_2")).isCloseTo(0, within(0.01));
        assertThat(values.get("Background")).isEqualTo(10);
    }

    @Test
    void shippedMacroFindsWhatAnalyzeParticlesFinds() {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            ByteProcessor image = ellipse(6 + random.nextInt(20), 6 + random.nextInt(20));
            image.setValue(10);
            image.fillOval(28 + random.nextInt(8), 28 + random.nextInt(8), 1 + random.nextInt(5), 3);
            image.noise(4 + random.nextInt(10));

            Map<String, Double> values = measured(particle(), image);

            ResultsTable all = analyzedParticles(image);
            int row = nearestToMiddle(all);
            assertThat(values.get("Area")).isEqualTo(all.getValue("Area", row));
            assertThat(values.get("Mean")).isCloseTo(all.getValue("Mean", row), within(1e-9));
            double ratio = all.getValue("Minor", row) / all.getValue("Major", row);
            assertThat(values.get("Eccentricity")).isCloseTo(Math.sqrt(1 - ratio * ratio), within(1e-9));
        }
    }

    private static ResultsTable analyzedParticles(ByteProcessor image) {
        ResultsTable table = new ResultsTable();
        ImageProcessor pixels = image.duplicate();
        pixels.setAutoThreshold(AutoThresholder.Method.Default, true, ImageProcessor.NO_LUT_UPDATE);
        ParticleAnalyzer.setRoiManager(null);
        new ParticleAnalyzer(
                        ParticleAnalyzer.INCLUDE_HOLES,
                        Measurements.AREA | Measurements.MEAN | Measurements.ELLIPSE | Measurements.CENTROID,
                        table,
                        30,
                        Double.POSITIVE_INFINITY)
                .analyze(new ImagePlus("particles", pixels), pixels);
        return table;
    }

    private static int nearestToMiddle(ResultsTable table) {
        int nearest = 0;
        for (int row = 1; row < table.size(); row++) {
            nearest = distance(table, row) < distance(table, nearest) ? row : nearest;
        }
        return nearest;
    }

    private static double distance(ResultsTable table, int row) {
        return Math.hypot(table.getValue("X", row) - 32, table.getValue("Y", row) - 32);
    }

    @Test
    void emptyImageHasNothingToMeasure() {
        assertThat(measured(particle(), new ByteProcessor(SIDE, SIDE))).isEmpty();
    }

    @Test
    void otherPixelTypesMeasureLikeBytes() {
        ByteProcessor image = ellipse(20, 12);
        short[] shorts = new short[SIDE * SIDE];
        float[] floats = new float[SIDE * SIDE];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) (100 * image.get(i));
            floats[i] = image.get(i) / 255f;
        }

        try (ClosableMeasurer measurer = particle()) {
            Map<String, Double> ofShorts =
                    measurer.measure(spec(PixelType.UINT16, 0, 25_500, 1), new Object[] {shorts});
            Map<String, Double> ofFloats = measurer.measure(spec(PixelType.FLOAT32, 0, 1, 1), new Object[] {floats});

            Map<String, Double> ofBytes = measured(particle(), image);
            assertThat(ofShorts.get("Area")).isEqualTo(ofBytes.get("Area"));
            assertThat(ofFloats.get("Area")).isEqualTo(ofBytes.get("Area"));
            assertThat(ofShorts.get("Mean")).isEqualTo(15_000);
            assertThat(ofFloats.get("Background")).isCloseTo(10 / 255.0, within(1e-6));
        }
    }

    @Test
    void byItselfGreyImagesAreMeasuredByParticleAndColourOnesWhole() {
        byte[] plane = new byte[SIDE * SIDE];
        try (ClosableMeasurer measurer = by("auto")) {
            assertThat(measurer.measure(spec(PixelType.UINT8, 0, 255, 3), new Object[] {plane, plane, plane}))
                    .containsKey("Mean_red");
            assertThat(measurer.shippedMacro()).isEmpty();
        }
        try (ClosableMeasurer measurer = by("auto")) {
            byte[] square = plane.clone();
            for (int i = 0; i < 100; i++) {
                square[(SIDE / 2 - 5 + i / 10) * SIDE + SIDE / 2 - 5 + i % 10] = (byte) 200;
            }
            assertThat(measurer.measure(spec(PixelType.UINT8, 0, 255, 1), new Object[] {square}))
                    .containsEntry("Area", 100.0);
            assertThat(measurer.shippedMacro()).isPresent();
        }
    }

    @Test
    void colourImageIsRefusedInWords() {
        byte[] plane = new byte[SIDE * SIDE];
        try (ClosableMeasurer measurer = particle()) {
            assertThatThrownBy(() ->
                            measurer.measure(spec(PixelType.UINT8, 0, 255, 3), new Object[] {plane, plane, plane}))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("measure=particle takes images of one channel, found 3: use measure=image");
        }
    }

    @Test
    void usersTableImagesAndSettingsStay() {
        ResultsTable mine = ResultsTable.getResultsTable();
        mine.incrementCounter();
        mine.addValue("Length", 0.123456);
        mine.addValue("Count", 7);
        mine.setDecimalPlaces(mine.getColumnIndex("Length"), 6);
        Analyzer.setMeasurements(Measurements.AREA);
        ImagePlus open = new ImagePlus("mine", ellipse(3, 3));
        WindowManager.setTempCurrentImage(open);

        Map<String, Double> values = measured(
                macro("newImage('other', '8-bit', 9, 9, 1); setOption('Mean', true);"
                        + "setResult('Width', nResults, getWidth()); setResult('Text', 0, 'a'); Table.set('More', 0, 3);"
                        + "Table.update;"),
                ellipse(9, 9));

        assertThat(values).containsEntry("Width", 9.0).containsEntry("More", 3.0);
        assertThat(values.get("Text")).isNaN();
        assertThat(ResultsTable.getResultsTable()).isSameAs(mine);
        assertThat(mine.size()).isEqualTo(1);
        assertThat(mine.getStringValue("Length", 0)).isEqualTo("0.123456");
        assertThat(mine.getStringValue("Count", 0)).isEqualTo("7");
        assertThat(Analyzer.getMeasurements()).isEqualTo(Measurements.AREA);
        assertThat(WindowManager.getCurrentImage()).isSameAs(open);
        assertThat(Interpreter.isBatchMode()).isFalse();
        assertThat(Interpreter.getBatchModeImageCount()).isZero();
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void numbersWrittenAsTextCount() {
        assertThat(measured(macro("List.setMeasurements; setResult('Mean', 0, List.getValue('Mean'));"), ellipse(0, 0)))
                .containsEntry("Mean", 10.0);
    }

    @Test
    void wrongMacroEndsWithOneMessage() {
        ByteProcessor image = ellipse(9, 9);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThatThrownBy(() -> measured(macro("x = 1;\ny = undefined + ;"), image))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("the measuring macro mine.ijm failed near line 2: ");
            assertThatThrownBy(() -> measured(macro("while (true) { selectImage('none'); }"), image))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("the measuring macro mine.ijm failed near line 1: ");
            assertThatThrownBy(() -> measured(macro("setResult('A', 0, 1); setResult('A', 1, 1);"), image))
                    .hasMessage("the measuring macro mine.ijm must leave one row in the Results table for each image,"
                            + " found 2");
        });
        assertThat(Interpreter.isBatchMode()).isFalse();
    }

    @Test
    void parametersChooseTheMeasurer() throws Exception {
        ParameterTable table = new ParameterTable(MeasuringParameters.measure(""), MeasuringParameters.macro());
        Path file = Files.writeString(folder.resolve("mine.ijm"), "setResult('Width', 0, getWidth());");
        Map<String, String> given = new LinkedHashMap<>();
        given.put("measure", "macro");
        given.put("macro", file.toString());

        assertThat(measured(MeasuringParameters.measurer(table.parse(given)), ellipse(9, 9)))
                .containsEntry("Width", 64.0);
        given.put("measure", "image");
        assertThat(measured(MeasuringParameters.measurer(table.parse(given)), ellipse(0, 0)))
                .containsEntry("Mean", 10.0)
                .containsEntry("StdDev", 0.0);
        given.put("measure", "macro");
        given.put("macro", "");
        assertThatThrownBy(() -> MeasuringParameters.measurer(table.parse(given)))
                .hasMessage("macro is required for measure=macro: the path of a file");
        given.put("macro", folder.resolve("none.ijm").toString());
        assertThatThrownBy(() -> MeasuringParameters.measurer(table.parse(given)))
                .hasMessageStartingWith("macro cannot be read: " + folder.resolve("none.ijm"));
    }

    private static ClosableMeasurer particle() {
        return by("particle");
    }

    private static ClosableMeasurer by(String way) {
        return MeasuringParameters.measurer(
                new ParameterTable(MeasuringParameters.measure(""), MeasuringParameters.macro())
                        .parse(Map.of("measure", way)));
    }

    private static ClosableMeasurer macro(String text) {
        return new MeasuringMacro("mine.ijm", text);
    }

    private static Map<String, Double> measured(ClosableMeasurer measurer, ByteProcessor image) {
        try (ClosableMeasurer closed = measurer) {
            return closed.measure(
                    spec(PixelType.UINT8, 0, 255, 1), new Object[] {((byte[]) image.getPixels()).clone()});
        }
    }

    private static GeneratorSpec spec(PixelType type, double minimum, double maximum, int channels) {
        return GeneratorSpec.builder()
                .prior(Prior.NORMAL)
                .latentSize(4)
                .imageSize(SIDE, SIDE)
                .channelNames(channels == 1 ? java.util.List.of("grey") : java.util.List.of("red", "green", "blue"))
                .intensityMap(new IntensityMap(type, minimum, maximum))
                .build();
    }

    /** 150 on 10, half-axes in pixels. */
    private static ByteProcessor ellipse(int a, int b) {
        ByteProcessor image = new ByteProcessor(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double u = (x + 0.5 - 32) / a;
                double v = (y + 0.5 - 32) / b;
                image.set(x, y, u * u + v * v <= 1 ? 150 : 10);
            }
        }
        return image;
    }
}

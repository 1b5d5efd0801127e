package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.imagej.ScriptedCommand;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that start from images, by macro in a real ImageJ. */
class ExploreInImageJTest {
    /** A whole model folder of one channel, 16 x 16 pixels. */
    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;
    private Path out;
    private Path model;

    @BeforeEach
    void unpackPlugin() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        out = Files.createDirectories(folder.resolve("out"));
        model = new TinyModel(8, 3).write(folder.resolve("model.onnx"));
    }

    @Test
    void reopenedTiffIsWalkedFromSliceToSlice() throws Exception {
        run("run('LatentJ Generate...', 'model=MODEL count=6 seed=7 output=stack');"
                + "saveAs('Tiff', 'OUT/stack.tif'); close(); open('OUT/stack.tif');"
                + "run('LatentJ Interpolate...', 'points=2,5 steps=4 output=stack');"
                + "saveAs('Tiff', 'OUT/walk.tif');");

        ImagePlus stack = open("stack.tif");
        ImagePlus walk = open("walk.tif");
        assertThat(walk.getStackSize()).isEqualTo(5);
        assertThat(walk.getStack().getPixels(1)).isEqualTo(stack.getStack().getPixels(2));
        assertClose(
                (int[]) walk.getStack().getPixels(5), (int[]) stack.getStack().getPixels(5));
        assertThat(walk.getProp("LatentJ.operation")).isEqualTo("interpolate");
        assertThat(walk.getProp("LatentJ.step_median")).matches("0\\.[0-9]{4}");
    }

    @Test
    void montageCellsUnderPointsAreCornersOfAGrid() throws Exception {
        run("run('LatentJ Generate...', 'model=MODEL count=16 seed=7');"
                + "makeSelection('point', newArray(8, 24, 8, 24), newArray(8, 8, 24, 24));"
                + "run('LatentJ Interpolate...', 'path=grid steps=3 points=selected');"
                + "saveAs('Tiff', 'OUT/grid.tif');"
                + "run('LatentJ Generate...', 'model=MODEL count=16 seed=7'); saveAs('Tiff', 'OUT/random.tif');");

        ImagePlus grid = open("grid.tif");
        ImagePlus random = open("random.tif");
        assertThat(grid.getWidth()).isEqualTo(64);
        random.setRoi(16, 0, 16, 16);
        grid.setRoi(48, 0, 16, 16);
        assertClose((int[]) grid.crop().getProcessor().getPixels(), (int[])
                random.crop().getProcessor().getPixels());
    }

    @Test
    void walkAndArithmeticRepeatBySeed() throws Exception {
        String walk = "run('LatentJ Random Walk...', 'model=MODEL steps=7 step_size=0.2 keep_on_shell seed=3');";
        String sum = "run('LatentJ Arithmetic...', 'model=MODEL concept_a=seed:1#1-3 concept_b=seed:2 concept_c=seed:3"
                + " expression=[A - B + 0.5*C] seed=4');";

        run(walk + "saveAs('Tiff', 'OUT/walk1.tif');" + walk + "saveAs('Tiff', 'OUT/walk2.tif');"
                + sum + "saveAs('Tiff', 'OUT/sum1.tif'); close('*');" + sum + "saveAs('Tiff', 'OUT/sum2.tif');"
                + "File.saveString(nImages, 'OUT/count.txt');");

        assertThat(open("walk1.tif").getProcessor().getPixels())
                .isEqualTo(open("walk2.tif").getProcessor().getPixels());
        assertThat(open("walk1.tif").getProp("LatentJ.count")).isEqualTo("8");
        assertThat(open("sum1.tif").getProcessor().getPixels())
                .isEqualTo(open("sum2.tif").getProcessor().getPixels());
        assertThat(open("sum1.tif").getProp("LatentJ.cells")).startsWith("1-9: A - B + 0.5*C");
        assertThat(open("sum1.tif").getProp("LatentJ.count")).isEqualTo("18");
        assertThat(Files.readString(out.resolve("count.txt")).trim()).isEqualTo("1");
    }

    @Test
    void openModelTellsWhatItIsAndShowsSamples() throws Exception {
        Outcome outcome = run(
                "run('LatentJ Open Model...', 'model=MODEL samples=4 seed=7');" + "saveAs('Tiff', 'OUT/samples.tif');");

        assertThat(outcome.output())
                .contains("LatentJ Open Model: Latent: 8 components, normal prior (assumed)")
                .contains("LatentJ Open Model: Runs on: CPU, ONNX Runtime 1.28.0");
        assertThat(open("samples.tif").getWidth()).isEqualTo(32);
    }

    @Test
    void directionsAreFoundListedAppliedAndDeleted() throws Exception {
        Outcome outcome = run("run('LatentJ Direction...', 'model=MODEL name=[turn left] from=seed:1#1-4"
                + " to=seed:2#1-4');"
                + "run('LatentJ Direction...', 'model=MODEL action=principal name=first component=1');"
                + "run('LatentJ Direction...', 'model=MODEL action=list');"
                + "run('LatentJ Generate...', 'model=MODEL count=4 seed=7 output=stack');"
                + "for (i=0; i<4; i++) setResult('Area', i, i * i);"
                + "run('LatentJ Direction...', 'action=column name=area to=1-4 column=Area');"
                + "run('LatentJ Apply Direction...', 'direction=[turn left] images=1,3 columns=5 without=first');"
                + "saveAs('Tiff', 'OUT/rows.tif');"
                + "run('LatentJ Direction...', 'model=MODEL action=delete name=first');");

        assertThat(outcome.output()).contains("LatentJ Direction: first, turn left");
        ImagePlus rows = open("rows.tif");
        assertThat(rows.getProp("LatentJ.count")).isEqualTo("10");
        assertThat(Arrays.stream(rows.getOverlay().toArray()).map(Roi::getName))
                .contains("turn left without first", "-3", "-1.5", "0", "+1.5", "+3");
        assertThat(folder.resolve("directions").resolve("area.json")).exists();
        assertThat(folder.resolve("directions").resolve("first.json")).doesNotExist();
    }

    @Test
    void featuresOfOpenImagesComeIntoTheResultsTable() throws Exception {
        model = GOLDEN;
        run("run('LatentJ Generate...', 'model=[MODEL/generator.onnx] count=4 seed=7 output=stack');"
                + "run('LatentJ Features...', 'model=[MODEL]');"
                + "run('LatentJ Features...', 'model=[MODEL] images=2-3 features');"
                + "run('LatentJ Project Image...', 'model=[MODEL] images=1 steps=2 starts=1 seed=1');"
                + "saveAs('Results', 'OUT/scores.csv');");

        List<String> rows = Files.readAllLines(out.resolve("scores.csv"));
        assertThat(rows).hasSize(8);
        assertThat(rows.get(0))
                .contains("Label,Logit,Probability,M1_1,M1_2")
                .contains(",Error,Error_percent,Explained,");
        List<String> headings = List.of(rows.get(0).split(","));
        assertThat(rows.get(1).split(",")[headings.indexOf("Error")]).isEqualTo("NaN");
        assertThat(rows.get(7).split(",")[headings.indexOf("Probability")]).isEqualTo("NaN");
        assertThat(rows.get(7).split(",")[headings.indexOf("Error")]).matches("[0-9]+\\.[0-9]{3}");
        assertThat(rows.get(5)).contains("Generated; seed 7#2");
        assertThat(rows.get(5).split(",")[2])
                .isEqualTo(rows.get(2).split(",")[2])
                .matches("-?[0-9]\\.[0-9]{6}");
    }

    @Test
    void guidedBackpropagationStandsBesideRandomFilters() throws Exception {
        model = GOLDEN;
        run("run('LatentJ Generate...', 'model=[MODEL/generator.onnx] count=4 seed=7');"
                + "run('LatentJ Guided Backpropagation...', 'model=[MODEL] images=1-3 maps=2,1 seed=3');"
                + "saveAs('Tiff', 'OUT/guided.tif');");

        ImagePlus guided = open("guided.tif");
        assertThat(guided.getProp("LatentJ.count")).isEqualTo("15");
        assertThat(guided.getProp("LatentJ.cells"))
                .isEqualTo("1-3: image; 4-9: by trained filters, map; 10-15: by random filters, map");
        assertThat(guided.getOverlay().getIndex("separation")).isPositive();
        assertThat(guided.getProp("LatentJ.operation")).isEqualTo("guided");
        assertThat(guided.getProp("LatentJ.maps")).isEqualTo("2,1");
        assertThat(guided.getStatistics().stdDev).isPositive();
    }

    /** Command, options, and what the message says. */
    private static final List<String> WRONG = List.of(
            "Open Model|model=MODEL samples=101|samples must be a whole number from 0 to 100, found '101'",
            "Interpolate|model=MODEL points=seed:1|this path needs at least 2 points, found 1",
            "Random Walk|model=MODEL step_size=big|step_size must be a number from 0.0001 to 10, found 'big'",
            "Arithmetic|model=MODEL concept_a=seed:1 expression=[A +]|an expression is a sum such as A - B",
            "Guided Backpropagation|model=MODEL strongest=0|strongest must be a whole number from 1 to 256, found '0'",
            "Project Image|model=MODEL range=auto|range must be 'model', 'display', or two values",
            "Features|model=MODEL|there is no image open to look at",
            "Features|model=MODEL features=maybe|features must be 'true' or 'false', found 'maybe'",
            "Direction|model=MODEL name=../x action=principal|the name of a direction must be 1 to 60 letters",
            "Apply Direction|model=MODEL images=seed:1 direction=none|there is no direction 'none' beside the model",
            "Apply Direction|model=MODEL images=1 direction=none distance=0|distance must be a number from 0.001 to 1000,"
                    + " found '0'; direction: there is no direction 'none' beside the model; none is saved yet;"
                    + " images names an image, but none is open",
            "Direction|model=MODEL to=seed:1|from must name images for action=groups; the name of a direction must be",
            "Direction|model=MODEL action=delete|name: a direction must be named; none is saved yet",
            "Generate|model=MODEL count=4 best=5|best must be 0 (all) to the count, 4, found 5",
            "Generate|model=MODEL prior=gaussian|prior must be 'auto' or 'normal' or 'uniform', found 'gaussian'",
            "Generate Field|model=MODEL width=8|width must be a whole number from 16 to 16384, found '8'",
            "Apply Direction|model=MODEL images=seed:1|a direction must be named; none is saved yet",
            "Interpolate|model=MODEL points=1,2|points names an image, but none is open",
            "Device|use=gpu|use must be 'unchanged' or 'cpu' or 'cuda', found 'gpu'",
            "Device|use=cuda|use=cuda needs cuda_folder",
            "Direction from Measurement|model=MODEL name=a column=Volume measure=image count=20|no column 'Volume'",
            "Direction from Measurement|model=MODEL name=../x|the name of a direction must be 1 to 60 letters",
            "Dose Response|model=MODEL direction=none|there is no direction 'none' beside the model",
            "Compare Measurements|model=MODEL|real is required where no image is open",
            "Compare Measurements|model=MODEL real=[OUT]|there is no image (png, tif, jpg, bmp, gif)",
            "Check Arithmetic|model=MODEL measure=macro|macro is required for measure=macro: the path of a file");

    @Test
    void wrongInputIsTriedWithEveryCommandOfTheMenu() {
        assertThat(WRONG.stream().map(row -> "LatentJ " + row.split("\\|")[0]))
                .containsAll(ScriptedCommand.all().stream()
                        .map(ScriptedCommand::name)
                        .toList());
    }

    @Test
    void projectedImagesAreWalkedBetween() throws Exception {
        model = GOLDEN;
        run("run('LatentJ Generate...', 'model=[MODEL/generator.onnx] count=2 seed=7 output=stack');"
                + "makeOval(2, 2, 12, 12);"
                + "run('LatentJ Project Image...', 'model=[MODEL] selection=weights range=display seed=1 output=stack"
                + " differences');"
                + "saveAs('Tiff', 'OUT/projected.tif'); saveAs('Results', 'OUT/errors.csv');"
                + "close(); open('OUT/projected.tif');"
                + "run('LatentJ Interpolate...', 'points=2,6 steps=4 output=stack');"
                + "saveAs('Tiff', 'OUT/walk.tif'); File.saveString(nImages, 'OUT/count.txt');");

        ImagePlus projected = open("projected.tif");
        ImagePlus walk = open("walk.tif");
        assertThat(projected.getStackSize()).isEqualTo(8);
        assertThat(projected.getProp("LatentJ.operation")).isEqualTo("project");
        assertThat(projected.getStack().getSliceLabel(6)).startsWith("Generated, seed 7#2: reconstruction");
        assertThat(walk.getStack().getPixels(1)).isEqualTo(projected.getStack().getPixels(2));
        assertThat(walk.getStack().getPixels(5)).isEqualTo(projected.getStack().getPixels(6));
        assertThat(Files.readString(out.resolve("count.txt")).trim()).isEqualTo("4");
        List<String> rows = Files.readAllLines(out.resolve("errors.csv"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("Label,Error,Error_percent,Explained,Median_error_percent,Spread_percent");
        assertThat(Double.parseDouble(rows.get(1).split(",")[4])).isBetween(0.9, 1.0);
    }

    @Test
    void wrongInputStopsTheMacroOfEachCommandWithoutAWindow() throws Exception {
        List<String> macros = new ArrayList<>();
        for (int i = 0; i < WRONG.size(); i++) {
            String[] row = WRONG.get(i).split("\\|");
            macros.add(filled(i + "=run('LatentJ " + row[0] + "...', '" + row[1] + "'); File.saveString('x', 'OUT/after"
                    + i + ".txt');"));
        }
        Path list = Files.write(folder.resolve("macros.txt"), macros);

        Outcome outcome =
                imageJ.runDriver(TravelDriver.class, imageJ.path().toString(), out.toString(), list.toString());

        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as("no dialog waits for anyone: " + outcome.output())
                .isTrue();
        assertThat(outcome.output()).doesNotContain("\tat ");
        for (int i = 0; i < WRONG.size(); i++) {
            String[] row = WRONG.get(i).split("\\|");
            assertThat(Files.readString(out.resolve(i + ".log"))).contains("LatentJ " + row[0] + ": ", row[2]);
            assertThat(out.resolve("after" + i + ".txt")).doesNotExist();
        }
    }

    @Test
    void modelFileOpensAsAnImageFileDoes() throws Exception {
        Outcome outcome = run("open('MODEL'); saveAs('Tiff', 'OUT/samples.tif');");

        assertThat(outcome.output()).contains("LatentJ Open Model: Latent: 8 components, normal prior");
        assertThat(open("samples.tif").getProp("LatentJ.count")).isEqualTo("9");
    }

    @Test
    void droppedModelsOpenAndOtherFilesAsBefore() throws Exception {
        Path zip = folder.resolve("model.zip");
        Path pictures = folder.resolve("pictures.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("mine/generator.onnx"));
            Files.copy(model, out);
        }
        new FileSaver(IJ.createImage("blank", "8-bit black", 4, 4, 1)).saveAsZip(pictures.toString());
        Path list = out.resolve("dropped.txt");
        Files.writeString(
                Files.createDirectories(imageJ.path().resolve("macros")).resolve("RunAtStartup.ijm"),
                "run(\"LatentJ Macro Extensions\");");

        Outcome outcome = imageJ.runDriver(
                DropDriver.class,
                imageJ.path().toString(),
                list.toString(),
                Files.createDirectories(Path.of("target", "screenshots"))
                        .resolve("dropped.png")
                        .toAbsolutePath()
                        .toString(),
                pictures.toString(),
                model.toString(),
                zip.toString(),
                GOLDEN.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readAllLines(list))
                .containsExactly(
                        "pictures.zip: blank.tif",
                        "model.onnx: 9 generated images",
                        "model.zip: 9 generated images",
                        "contract-1: 9 generated images");
    }

    @Test
    void otherFilesThatImageJDoesNotKnowAreLeftToIt() throws Exception {
        Files.writeString(out.resolve("any.xyz"), "no image");
        Outcome outcome = imageJ.runBatchMacro(filled("File.saveString('x', 'OUT/before.txt'); open('OUT/any.xyz');"));

        assertThat(out.resolve("before.txt")).exists();
        assertThat(outcome.output()).doesNotContain("LatentJ", "Exception");
    }

    private Outcome run(String macro) throws Exception {
        Outcome outcome = imageJ.runBatchMacro(filled(macro));
        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
        return outcome;
    }

    private String filled(String macro) {
        return macro.replace("MODEL", model.toString()).replace("OUT", out.toString());
    }

    private ImagePlus open(String name) {
        assertThat(out.resolve(name)).exists();
        return IJ.openImage(out.resolve(name).toString());
    }

    /** The same latent in another batch may round one grey value differently. */
    private static void assertClose(int[] pixels, int[] others) {
        for (int i = 0; i < pixels.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat((pixels[i] >> shift & 0xff) - (others[i] >> shift & 0xff))
                        .isBetween(-1, 1);
            }
        }
    }
}

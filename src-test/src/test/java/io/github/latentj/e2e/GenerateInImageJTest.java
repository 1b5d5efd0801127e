package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** <em>LatentJ Generate...</em> in a real ImageJ, by hand and by macro. Pictures go to {@code target/screenshots}. */
class GenerateInImageJTest {
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;
    private Path out;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(PICTURES);
    }

    @BeforeEach
    void unpackPlugin() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        out = Files.createDirectories(folder.resolve("out"));
    }

    @Test
    void recordedLineGivesThePixelsOfTheDialog() throws Exception {
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channels(3)
                .imageSize(16, 16)
                .build();
        Path model = new TinyModel(8, 3).spec(spec).write(folder.resolve("a model.onnx"));

        Outcome byHand = imageJ.runDriver(
                GenerateDialogDriver.class,
                imageJ.path().toString(),
                out.toString(),
                model.toString(),
                "20",
                "9007199254740993",
                "stack");
        keepPictures();

        assertThat(byHand.ended() && byHand.exitCode() == 0).as(byHand.output()).isTrue();
        assertThat(Files.readString(out.resolve("labels.txt")))
                .isEqualTo(
                        "Model|Count of images|Best to keep (0: all)|Seed|Truncation (1: none)|Pixels stored|Output as");
        assertThat(Files.readString(out.resolve("first-seed.txt"))).matches("[0-9]{1,9}");
        assertThat(Files.readString(out.resolve("kept.txt")))
                .as("the dialog comes back as it was left")
                .isEqualTo("0");
        String line = "run(\"LatentJ Generate...\", \"model=[" + model
                + "] count=20 best=0 seed=9007199254740993 truncation=1.0 pixels=original output=stack\");";
        assertThat(Files.readString(out.resolve("recorded.txt"))).contains(line);

        Outcome byMacro = imageJ.runBatchMacro(line + saveAs("by-macro.tif"));

        assertThat(byMacro.exitCode()).as(byMacro.output()).isZero();
        ImagePlus first = open("by-dialog.tif");
        ImagePlus second = open("by-macro.tif");
        assertThat(first.getStackSize()).isEqualTo(20);
        assertThat(first.getBitDepth()).isEqualTo(24);
        for (int i = 1; i <= 20; i++) {
            assertThat(second.getStack().getPixels(i))
                    .isEqualTo(first.getStack().getPixels(i));
            assertThat(second.getStack().getSliceLabel(i))
                    .isEqualTo(first.getStack().getSliceLabel(i));
        }
        assertThat(first.getProp("LatentJ.seed")).isEqualTo("9007199254740993");
    }

    @Test
    void macroTakesDefaultsAndNotTheLastValues() throws Exception {
        Path model = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        String generate = "run(\"LatentJ Generate...\", \"model=" + model;

        Outcome outcome = imageJ.runBatchMacro(
                generate + " count=3 seed=5 output=stack\");" + generate + "\");" + saveAs("defaults.tif"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        ImagePlus image = open("defaults.tif");
        assertThat(image.getProp("LatentJ.count")).isEqualTo("16");
        assertThat(image.getProp("LatentJ.layout")).isEqualTo("montage");
        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getProp("LatentJ.seed")).matches("[0-9]{1,9}").isNotEqualTo("5");
        assertThat(image.getProp("LatentJ.macro"))
                .as("the line that repeats it, with what was left to chance")
                .startsWith(generate.replace("model=" + model, "model=" + model + " count=16 "))
                .contains(" seed=" + image.getProp("LatentJ.seed") + " ");
    }

    @Test
    void macroVariablesGiveValues() throws Exception {
        Path model = new TinyModel(8, 1).write(folder.resolve("a model.onnx"));

        Outcome outcome = imageJ.runBatchMacro("path = \"" + model + "\"; n = 4; s = 77;"
                + "run(\"LatentJ Generate...\", \"model=&path count=&n seed=&s\");" + saveAs("variables.tif"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(open("variables.tif").getProp("LatentJ.seed")).isEqualTo("77");
        assertThat(open("variables.tif").getProp("LatentJ.count")).isEqualTo("4");
    }

    @Test
    void wrongMacroStopsWithOneMessageAndNoWindow() throws Exception {
        assertStops(
                "cuont=3 count=0",
                "LatentJ Generate: unknown key 'cuont', allowed are model, count, best, seed, truncation, pixels, output, prior; "
                        + "count must be a whole number from 1 to 10000,"
                        + " found '0'");
    }

    @Test
    void missingModelStopsMacro() throws Exception {
        Path missing = folder.resolve("missing.onnx");
        assertStops("model=" + missing, "LatentJ Generate: there is no model file " + missing);
    }

    @Test
    void moreThanFitsIntoALittleMemoryIsRefusedAndImageJGoesOn() throws Exception {
        Path model = new TinyModel(4_000, 3).write(folder.resolve("model.onnx"));
        imageJ.withMegabytes(128);

        assertStops(
                "model=" + model + " count=10000 output=stack",
                "LatentJ Generate: 10000 images of 16 x 16 pixels with 3 channels need ");
    }

    @Test
    void fileThatIsNoModelStopsMacro() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.onnx"), "Dear reader, this is no model.");
        assertStops("model=" + letter, "LatentJ Generate: not an ONNX file: " + letter.toRealPath());
    }

    @Test
    void missingOnnxRuntimeIsExplained() throws Exception {
        Path model = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        try (var jars = Files.newDirectoryStream(imageJ.path().resolve("jars"), "*onnxruntime*.jar")) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }
        assertStops(
                "model=" + model,
                "LatentJ Generate: ONNX Runtime could not be started: its library is missing."
                        + " Put the onnxruntime jar into the jars folder");
    }

    private void assertStops(String options, String message) throws Exception {
        Path before = out.resolve("before.txt");
        Path after = out.resolve("after.txt");

        Outcome outcome = imageJ.runBatchMacro("File.saveString(\"x\", \"" + before + "\");"
                + "run(\"LatentJ Generate...\", \"" + options + "\");"
                + "File.saveString(\"x\", \"" + after + "\");");

        assertThat(outcome.ended()).as("no dialog waits for anyone").isTrue();
        assertThat(before).exists();
        assertThat(after).doesNotExist();
        assertThat(outcome.output()).contains(message).doesNotContain("\tat ", "Exception");
    }

    @Test
    void priorOfAForeignModelIsAskedOnceAndRecorded() throws Exception {
        Path model = new TinyModel(8, 1).rank2().write(folder.resolve("foreign.onnx"));

        Outcome outcome =
                imageJ.runDriver(PriorQuestionDriver.class, imageJ.path().toString(), out.toString(), model.toString());
        keepPictures();

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        String report = Files.readString(out.resolve("prior.txt"));
        assertThat(report)
                .containsPattern("Generated, seed [0-9]+: uniform")
                .containsPattern("Field, seed [0-9]+: uniform")
                .containsPattern("LatentJ Generate\\.\\.\\..*output=montage prior=uniform")
                .containsPattern("LatentJ Generate Field\\.\\.\\..*pixels=original prior=uniform");
    }

    @Test
    void everyCommandHasItsDialogWithHelpAndCancelKeepsNothing() throws Exception {
        Path model = new TinyModel(8, 3).write(folder.resolve("model.onnx"));

        Outcome outcome =
                imageJ.runDriver(DialogGalleryDriver.class, imageJ.path().toString(), out.toString(), model.toString());
        keepPictures();

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readAllLines(out.resolve("dialogs.txt")))
                .contains(
                        "LatentJ Open Model: 4 fields: Model|Samples to show|Seed|Output as",
                        "LatentJ Generate: 7 fields: Model|Count of images|Best to keep (0: all)|Seed"
                                + "|Truncation (1: none)|Pixels stored|Output as",
                        "LatentJ Generate Field: 7 fields: Model|Width in pixels|Height in pixels|Latents change"
                                + "|Seed|Truncation (1: none)|Pixels stored",
                        "LatentJ Interpolate: 6 fields: Model|Points: images|Path through them|Method between points"
                                + "|Steps between points|Output as",
                        "LatentJ Random Walk: 7 fields: Model|Start image (empty: random)|Steps to take|Step size"
                                + "|Seed|Output as",
                        "LatentJ Arithmetic: 9 fields: Model|Concept A: images|Concept B: images|Concept C: images"
                                + "|Concept D: images|Expression of concepts|Noise of the neighbours|Seed|Output as",
                        "LatentJ Direction: 9 fields: Model|Action|Name of the direction|Saved so far"
                                + "|From images (groups)|To images (groups, column)|Column of Results (column)"
                                + "|Component (principal)",
                        "LatentJ Apply Direction: 7 fields: Model|Direction|Images to move|Distance to either side"
                                + "|Columns in each row|Without changing|Output as",
                        "LatentJ Direction from Measurement: 12 fields: Model|Name for the direction|Measure by"
                                + "|Macro of your own|Column that shall grow|Hold these columns|Count of images|Seed"
                                + "|Table (title)|Images of the table's rows|Save into folder",
                        "LatentJ Dose Response: 11 fields: Model|Direction|Measure by|Macro of your own"
                                + "|Columns to plot (empty: all)|Images (empty: random)|Count of random images"
                                + "|Distance to either side|Steps in all|Seed|Save into folder",
                        "LatentJ Compare Measurements: 8 fields: 'Generated, seed 7' was made by LatentJ: name real"
                                + " images instead.|Model|Real images (empty: active)|Measure by"
                                + "|Macro of your own|Columns to compare (empty: all)|Count of images|Seed|Save into folder",
                        "LatentJ Check Arithmetic: 13 fields: Model|Measure by|Macro of your own|Change this column"
                                + "|Keep this column|Samples in each concept|Draws of concepts|Rise at least (SD)"
                                + "|Tolerance of the kept (SD)|Count of images|Seed|Save into folder",
                        "LatentJ Project Image: 11 fields: Model|Images to look at|Selection means"
                                + "|Weights image (title)|Range of values|Starts of the search|Steps at most|Prior weight|Seed"
                                + "|Output as",
                        "LatentJ Features: 3 fields: Model|Images to look at",
                        "LatentJ Guided Backpropagation: 6 fields: Model|Images to look at|Maps by number"
                                + "|Strongest maps|Seed|Output as",
                        "LatentJ Device: 3 fields: Use from now on|CUDA folder or jar|Measure speed of model",
                        "images=1");
    }

    private String saveAs(String name) {
        return "saveAs(\"Tiff\", \"" + out.resolve(name) + "\");";
    }

    private ImagePlus open(String name) {
        assertThat(out.resolve(name)).exists();
        return IJ.openImage(out.resolve(name).toString());
    }

    private void keepPictures() throws IOException {
        try (var files = Files.newDirectoryStream(out, "*.png")) {
            for (Path picture : files) {
                Files.copy(
                        picture,
                        PICTURES.resolve(picture.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

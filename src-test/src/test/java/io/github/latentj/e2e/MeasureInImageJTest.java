package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that measure, in a real ImageJ. */
class MeasureInImageJTest {
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
        model = new TinyModel(8, 1).weightScale(0.4f).write(folder.resolve("model.onnx"));
    }

    @Test
    void batchMacroMeasuresDirectionsResponsesAndRealImagesAndKeepsTheUsersTable() throws Exception {
        Path mine = Files.writeString(
                folder.resolve("mine.ijm"),
                "run('Gaussian Blur...', 'sigma=1'); run('Clear Results'); run('Measure');");
        Outcome outcome = run("setResult('Mine', 0, 0.125); setResult('Mine', 1, 8); updateResults();"
                + "run('LatentJ Direction from Measurement...', 'model=MODEL name=light measure=macro macro=[" + mine
                + "] column=Mean count=60 seed=7 save=[OUT]');"
                + "run('LatentJ Dose Response...', 'model=MODEL direction=light measure=image columns=[Mean, StdDev]"
                + " count=10 distance=1 steps=5 seed=8 save=[OUT]');"
                + "run('LatentJ Generate...', 'model=MODEL count=40 seed=9 output=stack'); rename('made');"
                + "File.makeDirectory('OUT/real'); run('Image Sequence... ', 'dir=[OUT/real] format=PNG name=r');"
                + "run('LatentJ Compare Measurements...', 'model=MODEL real=[OUT/real] measure=image columns=Mean count=40"
                + " seed=9 save=[OUT]');"
                + "run('LatentJ Check Arithmetic...', 'model=MODEL measure=image change=Mean keep=StdDev samples=2"
                + " draws=5 count=100 seed=7 save=[OUT]');"
                + "selectImage('made'); for (i=0; i<40; i++) { setSlice(i + 1); setResult('Level', i, i); }"
                + "run('LatentJ Direction from Measurement...', 'measure=table name=by_table column=Level"
                + " images=1-40 seed=1');"
                + "File.saveString('' + getResult('Mine', 0) + ' ' + getResult('Mine', 1) + ' ' + nResults,"
                + " 'OUT/results.txt');");

        assertThat(Files.readString(out.resolve("results.txt")).trim()).isEqualTo("0.125 8 40");
        assertThat(outcome.output())
                .contains("saved 'light', along 'Mean' of 60 generated images, seed 7: ridge regression")
                .contains("Mean along 'light': Spearman 1.000 of the mean")
                .contains(
                        "Mean: Kolmogorov-Smirnov distance 0.000 (0.000 to 0.304), noise level 0.304: no difference can be"
                                + " seen")
                .contains("no distance below 0.304 can be seen with 40 real and 40 generated images")
                .contains("latent, 2 samples: Mean rises and StdDev is kept in ");
        List<String> response = Files.readAllLines(out.resolve("Dose response along light.csv"));
        assertThat(response.get(0)).startsWith("Step,Mean,Mean_low,Mean_high,Mean_images,StdDev,");
        assertThat(response).hasSize(6);
        assertThat(Files.readAllLines(out.resolve("Arithmetic with Mean and StdDev.csv")))
                .hasSize(7);
        assertThat(out.resolve("Dose response of Mean along light.png")).exists();
        assertThat(out.resolve("Histograms of generated and real.png")).exists();
        assertThat(folder.resolve("directions").resolve("by_table.json")).exists();
    }

    @Test
    void windowsOfTheUserStayWhileOthersOpen() throws Exception {
        Outcome outcome = imageJ.runDriver(
                MeasuringDriver.class, imageJ.path().toString(), out.toString(), model.toString(), "measure=image");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readString(out.resolve("measuring.txt")))
                .contains("rows=3 line=3\t0.500 same=true images=2 apart=true ")
                .contains("Results", "Direction light", "Dose response along light", "Monotonicity along light");
    }

    @Test
    void newRowsComeToTheFrontAndWhatWasNotMeasuredIsNoNumber() throws Exception {
        Path golden = Path.of(
                System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

        Path pictures = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
        Outcome outcome =
                imageJ.runDriver(ResultsDriver.class, imageJ.path().toString(), pictures.toString(), golden.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readAllLines(pictures.resolve("results.txt")))
                .containsExactly(
                        "status: 1 image: LatentJ Features; 1 of 1 images were resampled to the model's 16 x 16 pixels,"
                                + " the first from 48 x 48",
                        "log after Features: null",
                        "row 0: measured measured none none",
                        "row 1: none none measured none",
                        "row 2: none none none measured",
                        "row 3: measured measured none none",
                        "covered: true, shown: true");
    }

    @Test
    void comparisonShowsOnePictureOfAllColumnsAndItsTableBesideIt() throws Exception {
        run("newImage('real', '8-bit noise', 64, 64, 30); saveAs('Tiff', 'OUT/real.tif');");

        Outcome outcome = imageJ.runDriver(
                ComparisonDriver.class,
                imageJ.path().toString(),
                out.toString(),
                "model=[" + model + "] real=[" + out.resolve("real.tif") + "] count=60 seed=3");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readString(out.resolve("comparison.txt")))
                .contains("images=1 hidden=false rows=6 ")
                .contains("no distance below 0.304 can be seen with 30 real and 60 generated images")
                .contains("columns=Column\tKS\tKS_noise\tGenerated\tReal\t");
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
}

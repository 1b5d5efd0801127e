package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macros of {@code docs/macros}, which repeat figures of the paper, and the {@code Ext} functions. */
class WorkedMacrosTest {
    private static final Path MACROS = Path.of(System.getProperty("latentj.root"), "docs", "macros");
    /** A whole model folder, with the features that scores need. */
    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    private static final int SIDE = TinyModel.SIDE;

    private static XvfbDisplay display;

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;

    @BeforeAll
    static void startDisplay() throws IOException {
        display = XvfbDisplay.start();
    }

    @AfterAll
    static void stopDisplay() {
        if (display != null) {
            display.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), display);
        new TinyModel(8, 1).write(folder.resolve("generator.onnx"));
    }

    @Test
    void figuresOfThePaperComeOutOfTheWorkedMacros() throws Exception {
        Outcome outcome = run(worked("figure-4-walk.ijm")
                + "saveAs('Tiff', 'OUT/figure4.tif'); close('*');"
                + "run('LatentJ Generate...', 'model=[OUT/generator.onnx] count=10 seed=7 output=stack');"
                + "saveAs('Tiff', 'OUT/points.tif'); close('*');"
                + worked("figure-7-arithmetic.ijm")
                + "saveAs('Tiff', 'OUT/figure7.tif'); selectImage('Arithmetic, A - B + C');"
                + "saveAs('Tiff', 'OUT/arithmetic.tif'); close('*');"
                + worked("figure-8-turn.ijm")
                + "saveAs('Tiff', 'OUT/figure8.tif'); close('*');"
                + "run('LatentJ Generate...', 'model=[OUT/generator.onnx] count=5 seed=11 output=stack');"
                + "saveAs('Tiff', 'OUT/turned.tif');");

        assertThat(outcome.output()).contains("Steps between neighbours", "LatentJ Direction: saved 'turn'");
        ImageProcessor walk = open("figure4.tif").getProcessor();
        assertThat(walk.getWidth()).isEqualTo(10 * SIDE);
        for (int row = 0; row < 10; row++) {
            assertClose(cell(walk, 0, row * SIDE), slice("points.tif", row + 1));
        }
        ImageProcessor paper = open("figure7.tif").getProcessor();
        int font = 7;
        ImageProcessor sums = open("arithmetic.tif").getProcessor();
        for (int i = 0; i < 9; i++) {
            int x = 3 * SIDE + 5 * font + i % 3 * SIDE;
            assertClose(cell(paper, x, 3 * font + 2 + i / 3 * SIDE), cell(sums, i % 3 * SIDE, i / 3 * SIDE));
        }
        ImageProcessor turn = open("figure8.tif").getProcessor();
        assertThat(turn.getWidth()).isEqualTo(9 * SIDE);
        for (int row = 0; row < 5; row++) {
            assertClose(cell(turn, 4 * SIDE, row * SIDE), slice("turned.tif", row + 1));
            assertThat(cell(turn, 0, row * SIDE)).isNotEqualTo(cell(turn, 8 * SIDE, row * SIDE));
        }
    }

    @Test
    void extensionsGiveMacrosLatentsAsArrays() throws Exception {
        Outcome outcome = run("run('LatentJ Generate...', 'model=[OUT/generator.onnx] count=3 seed=7 output=stack');"
                + "rename('samples');"
                + "run('LatentJ Direction...', 'model=[OUT/generator.onnx] name=left from=seed:1#1-4 to=seed:2#1-4');"
                + "run('LatentJ Macro Extensions');"
                + "print('size ' + Ext.loadModel('OUT/generator.onnx'));"
                + "print(Ext.describeModel());"
                + "a = split(Ext.getLatent(1), ',');"
                + "b = split(Ext.getLatent('seed:7#2'), ',');"
                + "half = split(Ext.interpolate(a, b, 0.5), ',');"
                + "moved = split(Ext.applyDirection(a, 'left', 1.5), ',');"
                + "squares = 0; for (i = 0; i < 8; i++) squares += pow(moved[i] - a[i], 2);"
                + "print('moved ' + d2s(sqrt(squares), 4));"
                + "title = Ext.generate(Array.concat(a, half, b));"
                + "print(title + ' ' + nSlices); saveAs('Tiff', 'OUT/made.tif'); close();"
                + "selectImage('samples'); saveAs('Tiff', 'OUT/samples.tif');"
                + "Ext.setLatent(3, a); saveAs('Tiff', 'OUT/set.tif');"
                + "same = Ext.getLatent(3); print('same ' + (same == Ext.getLatent(1)));");

        assertThat(outcome.output())
                .contains("size 8", "Latent\t8 components, normal prior", "moved 1.5000", "Generated from latents 3");
        assertClose(slice("made.tif", 1), slice("samples.tif", 1));
        assertClose(slice("made.tif", 3), slice("samples.tif", 2));
        assertThat(slice("set.tif", 3)).isEqualTo(slice("set.tif", 1)).isNotEqualTo(slice("samples.tif", 3));
        assertThat(outcome.output()).contains("same 1");
    }

    @Test
    void exampleOfTheExtensionsRunsAsItStandsInTheDocument() throws Exception {
        String document = Files.readString(MACROS.resolveSibling("macros.md"));
        Matcher example = Pattern.compile("```\n(run\\(\"LatentJ Macro Extensions.*?)```", Pattern.DOTALL)
                .matcher(document);
        assertThat(example.find()).isTrue();

        Outcome outcome = run(example.group(1)
                        .replace("MODEL", GOLDEN.resolve("generator.onnx").toString()) + "print('images ' + nSlices);");

        assertThat(outcome.output()).contains("images 11").containsPattern("(-?[0-9.E-]+,){10}-?[0-9.E-]+");
    }

    @Test
    void extensionsRefuseWhatTheyCannotUseAndStopTheMacro() throws Exception {
        assertStops("Ext.getLatent(1)", "Ext.getLatent: image names an image, but none is open");
        assertStops("Ext.generate(newArray(1, 2, 3))", "a latent of this model has 8 components, and several");
        assertStops("Ext.interpolate(newArray(8), newArray(7), 0.5)", "has 8 components, found 7");
        assertStops(
                "Ext.interpolate(newArray(8), newArray(8), 2)", "the fraction of the way must be 0 to 1, found 2.0");
        assertStops("Ext.generate(split('1,2,3,4,5,6,7,x', ','))", "component 8 of the latent is no number: 'x'");
        assertStops("Ext.score('all')", "there is no image open");
        assertStops("Ext.loadModel('OUT/none.onnx')", "there is no model file");
    }

    private void assertStops(String call, String message) throws Exception {
        Outcome outcome = imageJ.runBatchMacro(filled("run('LatentJ Macro Extensions');"
                + "Ext.loadModel('OUT/generator.onnx'); " + call + "; File.saveString('x', 'OUT/after.txt');"));

        assertThat(outcome.ended()).as("no dialog waits for anyone").isTrue();
        assertThat(outcome.output())
                .contains("LatentJ Macro Extensions: Ext.", message)
                .doesNotContain("\tat ");
        assertThat(folder.resolve("after.txt")).doesNotExist();
    }

    private String worked(String name) {
        return "runMacro('" + MACROS.resolve(name) + "', 'OUT/generator.onnx');";
    }

    private Outcome run(String macro) throws Exception {
        Outcome outcome = imageJ.runBatchMacro(filled(macro));
        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
        return outcome;
    }

    private String filled(String macro) {
        return macro.replace("OUT", folder.toString());
    }

    private ImagePlus open(String name) {
        assertThat(folder.resolve(name)).exists();
        return IJ.openImage(folder.resolve(name).toString());
    }

    private byte[] slice(String name, int number) {
        return (byte[]) open(name).getStack().getPixels(number);
    }

    private static byte[] cell(ImageProcessor pixels, int x, int y) {
        pixels.setRoi(x, y, SIDE, SIDE);
        return (byte[]) pixels.crop().getPixels();
    }

    /** The same latent in another batch may round one grey value differently. */
    private static void assertClose(byte[] pixels, byte[] others) {
        for (int i = 0; i < pixels.length; i++) {
            assertThat((pixels[i] & 0xff) - (others[i] & 0xff)).isBetween(-1, 1);
        }
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The macros of {@code docs/macros}, which repeat figures of the paper, and the {@code Ext} functions. */
class WorkedMacrosTest {
    private static final Path MACROS = Path.of(System.getProperty("latentj.root"), "docs", "macros");
    /** A whole model folder, with the features that scores need. */
    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    private static final int SIDE = TinyModel.SIDE;

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;

    @BeforeEach
    void prepare() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        new TinyModel(8, 1).write(folder.resolve("generator.onnx"));
    }

    @Test
    void figuresOfThePaperComeOutOfTheWorkedMacros() throws Exception {
        Outcome outcome = run(worked("figure-4-walk.ijm")
                + "saveAs('Tiff', 'OUT/figure4.tif'); close('*');"
                + worked("figure-7-arithmetic.ijm")
                + "saveAs('Tiff', 'OUT/figure7.tif'); close('*');"
                + worked("figure-8-turn.ijm")
                + "saveAs('Tiff', 'OUT/figure8.tif'); close('*');"
                + "run('LatentJ Generate...', 'model=[OUT/generator.onnx] count=200 seed=7 output=stack');"
                + "saveAs('Tiff', 'OUT/samples.tif'); close('*');"
                + "run('LatentJ Generate...', 'model=[OUT/generator.onnx] count=5 seed=11 output=stack');"
                + "saveAs('Tiff', 'OUT/turned.tif');");

        assertThat(outcome.output())
                .contains("Steps between neighbours", "Figure 7: A is large", "LatentJ Direction: saved 'turn'");
        assertWalk(new FigureCells(open("figure4.tif")));
        assertArithmetic(new FigureCells(open("figure7.tif")));
        assertTurn(new FigureCells(open("figure8.tif")));
    }

    /** Each row walks in ten equal angles from one random point to the next, the last row to the first. */
    private void assertWalk(FigureCells walk) {
        assertThat(walk.count()).isEqualTo(100);
        walk.requirePicturesEverywhere();
        for (int row = 0; row < 10; row++) {
            float[] from = sample(7, row);
            float[] to = sample(7, (row + 1) % 10);
            assertClose(walk.pixels(10 * row), slice("samples.tif", row + 1));
            for (int step = 0; step < 10; step++) {
                assertThat(walk.latent(10 * row + step)).containsExactly(slerp(from, to, step / 10.0), within(1e-4f));
            }
        }
    }

    /** Nine around the sum, three means, three images of each concept, and the control without a latent. */
    private void assertArithmetic(FigureCells sum) {
        assertThat(sum.count()).isEqualTo(22);
        sum.requirePicturesEverywhere();
        float[] expected = new float[8];
        double[] control = new double[SIDE * SIDE];
        for (int concept = 0; concept < 3; concept++) {
            int sign = concept == 1 ? -1 : 1;
            float[] mean = new float[8];
            for (int i = 12 + 3 * concept; i < 15 + 3 * concept; i++) {
                float[] latent = sum.latent(i);
                int number = numberOf(latent);
                assertClose(sum.pixels(i), slice("samples.tif", number));
                for (int k = 0; k < 8; k++) {
                    mean[k] += latent[k] / 3;
                    expected[k] += sign * latent[k] / 3;
                }
                for (int k = 0; k < control.length; k++) {
                    control[k] += sign * (sum.pixels(i)[k] & 0xff) / 3.0;
                }
            }
            assertThat(sum.latent(9 + concept)).containsExactly(mean, within(1e-5f));
        }
        assertThat(sum.latent(4)).containsExactly(expected, within(1e-5f));
        for (int i = 0; i < 9; i++) {
            assertThat(sum.latent(i)).containsExactly(expected, within(0.2501f));
            assertThat(Arrays.equals(sum.latent(i), sum.latent(4))).isEqualTo(i == 4);
        }
        assertThat(sum.without()).isEqualTo("22");
        for (int k = 0; k < control.length; k++) {
            double clipped = Math.max(0, Math.min(255, control[k]));
            assertThat((double) (sum.pixels(21)[k] & 0xff)).isCloseTo(clipped, within(3.0));
        }
    }

    /** Five images in the middle column; to both sides the same way, six units long. */
    private void assertTurn(FigureCells turn) throws IOException {
        assertThat(turn.count()).isEqualTo(45);
        turn.requirePicturesEverywhere();
        String json = Files.readString(folder.resolve("directions").resolve("turn.json"));
        Matcher vector = Pattern.compile("\"vector\"\\s*:\\s*\\[([^\\]]*)\\]").matcher(json);
        assertThat(vector.find()).as(json).isTrue();
        double[] way = Arrays.stream(vector.group(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double length = Math.sqrt(
                Arrays.stream(way).map(component -> component * component).sum());
        for (int row = 0; row < 5; row++) {
            assertClose(turn.pixels(9 * row + 4), slice("turned.tif", row + 1));
            for (int column = 0; column < 9; column++) {
                float[] expected = sample(11, row);
                for (int k = 0; k < 8; k++) {
                    expected[k] += (float) ((column - 4) / 4.0 * 6 * way[k] / length);
                }
                assertThat(turn.latent(9 * row + column)).containsExactly(expected, within(1e-4f));
            }
        }
    }

    private static float[] sample(long seed, int image) {
        return new LatentSampler(Prior.NORMAL, 8, seed).sample(image);
    }

    /** Which image of seed 7 has this latent, from 1. */
    private static int numberOf(float[] latent) {
        for (int image = 0; image < 200; image++) {
            if (Arrays.equals(sample(7, image), latent)) {
                return image + 1;
            }
        }
        throw new AssertionError("no sample has the latent " + Arrays.toString(latent));
    }

    /** Along a great circle (Shoemake 1985), lengths interpolated as the formula has it for vectors of any length. */
    private static float[] slerp(float[] from, float[] to, double fraction) {
        double dot = 0;
        double fromLength = 0;
        double toLength = 0;
        for (int k = 0; k < from.length; k++) {
            dot += from[k] * to[k];
            fromLength += from[k] * from[k];
            toLength += to[k] * to[k];
        }
        double angle = Math.acos(dot / Math.sqrt(fromLength * toLength));
        float[] between = new float[from.length];
        for (int k = 0; k < from.length; k++) {
            between[k] = (float) ((Math.sin((1 - fraction) * angle) * from[k] + Math.sin(fraction * angle) * to[k])
                    / Math.sin(angle));
        }
        return between;
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

    /** The same latent in another batch may round one grey value differently. */
    private static void assertClose(byte[] pixels, byte[] others) {
        for (int i = 0; i < pixels.length; i++) {
            assertThat((pixels[i] & 0xff) - (others[i] & 0xff)).isBetween(-1, 1);
        }
    }
}

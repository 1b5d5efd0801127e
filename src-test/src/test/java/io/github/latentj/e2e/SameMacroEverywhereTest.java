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
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One macro in plain ImageJ and in Fiji, with windows, in batch mode and headless: the same pixels each time. */
class SameMacroEverywhereTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("latentj.root"), "docs", "scripts");
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private FijiFolder fiji;
    private Path model;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(PICTURES);
    }

    @BeforeEach
    void prepare() throws IOException {
        fiji = new FijiFolder(folder.resolve("Fiji"));
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channels(3)
                .imageSize(16, 16)
                .build();
        model = new TinyModel(8, 3).spec(spec).write(folder.resolve("a model.onnx"));
    }

    @Test
    void sameStringGivesTheSamePixelsEverywhere() throws Exception {
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);

        succeed(imageJ.runBatchMacro(macro("batch")));
        succeed(imageJ.runDriver(
                MacroDriver.class, imageJ.path().toString(), written("window"), picture("macro-in-imagej.png")));
        succeed(fiji.runHeadlessMacro(macro("headless")));

        assertSame("batch", "window");
        assertSame("batch", "headless");
    }

    @Test
    void fijiWithItsWindowGivesTheSamePixels() throws Exception {
        FijiFolder.assumeInstalled();

        succeed(fiji.runHeadlessMacro(macro("headless")));
        succeed(fiji.runDriver(
                DISPLAY, MacroDriver.class, fiji.path().toString(), written("fiji"), picture("macro-in-fiji.png")));
        succeed(fiji.runDriver(
                DISPLAY,
                GenerateDialogDriver.class,
                fiji.path().toString(),
                folder.toString(),
                model.toString(),
                "4",
                "7",
                "stack"));
        Files.copy(
                folder.resolve("generate-result.png"),
                PICTURES.resolve("recorded-in-fiji.png"),
                StandardCopyOption.REPLACE_EXISTING);

        assertSame("headless", "fiji");
        assertThat(Files.readString(folder.resolve("recorded.txt")))
                .contains("run(\"LatentJ Generate...\", \"model=[" + model
                        + "] count=4 best=0 seed=7 truncation=1.0 pixels=original");
        assertThat(open("by-dialog.tif").getStack().getPixels(4))
                .isEqualTo(open("headless-generate.tif").getStack().getPixels(4));
    }

    @Test
    void fijiOpensAndDropsModelsLikeImages() throws Exception {
        FijiFolder.assumeInstalled();
        Path letter = Files.writeString(folder.resolve("letter.onnx"), "Dear reader, this is no model.");
        Path zip = folder.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("generator.onnx"));
            Files.copy(model, out);
        }

        succeed(fiji.runDriver(
                DISPLAY,
                OpenFileDriver.class,
                fiji.path().toString(),
                folder.toString(),
                model.toString(),
                letter.toString(),
                zip.toString()));
        for (String name : new String[] {"opened.png", "opened-wrong.png"}) {
            Files.copy(folder.resolve(name), PICTURES.resolve("fiji-" + name), StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(open("opened.tif").getProp("LatentJ.count")).isEqualTo("9");
        assertThat(open("dropped.tif").getProp("LatentJ.count")).isEqualTo("9");
        assertThat(open("dropped-zip.tif").getProp("LatentJ.count")).isEqualTo("9");
        assertThat(Files.readString(folder.resolve("left.txt")))
                .as("one message, and no second one from ImageJ")
                .startsWith("waiting=false")
                .doesNotContain("Opener", "Exception", "Error");
    }

    @Test
    void wrongKeyStopsTheHeadlessMacroAndSaysWhy() throws Exception {
        Outcome outcome = fiji.runHeadlessMacro("run('LatentJ Generate...', 'model=[" + model + "] cuont=3');"
                + "File.saveString('x', '" + folder.resolve("after.txt") + "');");

        assertThat(outcome.ended()).as("nothing waits for anyone").isTrue();
        assertThat(outcome.output()).contains("LatentJ Generate: unknown key 'cuont', allowed are model, count");
        assertThat(folder.resolve("after.txt")).doesNotExist();
    }

    @Test
    void groovyAndJythonWalkAsTheMacroDoes() throws Exception {
        succeed(fiji.runScript(SCRIPTS.resolve("walk.groovy"), "model=" + model, "output=" + folder + "/groovy.tif"));
        succeed(fiji.runScript(SCRIPTS.resolve("walk.py"), "model=" + model, "output=" + folder + "/jython.tif"));
        succeed(fiji.runHeadlessMacro("run('LatentJ Interpolate...', 'model=[" + model
                + "] points=seed:7#1,seed:7#2 steps=8 output=stack');" + saveAs("macro.tif")));

        assertThat(open("macro.tif").getStackSize()).isEqualTo(9);
        for (int slice = 1; slice <= 9; slice++) {
            Object pixels = open("macro.tif").getStack().getPixels(slice);
            assertThat(open("groovy.tif").getStack().getPixels(slice)).isEqualTo(pixels);
            assertThat(open("jython.tif").getStack().getPixels(slice)).isEqualTo(pixels);
        }
    }

    private String macro(String name) {
        return "run('LatentJ Generate...', 'model=[" + model + "] count=4 seed=7 output=stack');"
                + saveAs(name + "-generate.tif")
                + "run('LatentJ Interpolate...', 'points=1-3 path=loop steps=3');"
                + saveAs(name + "-loop.tif");
    }

    private String written(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".ijm"), macro(name)).toString();
    }

    private static String picture(String name) {
        return PICTURES.resolve(name).toString();
    }

    private String saveAs(String name) {
        return "saveAs('Tiff', '" + folder.resolve(name) + "');";
    }

    private void assertSame(String one, String other) {
        for (String what : new String[] {"-generate.tif", "-loop.tif"}) {
            ImagePlus first = open(one + what);
            ImagePlus second = open(other + what);
            for (int slice = 1; slice <= first.getStackSize(); slice++) {
                assertThat(second.getStack().getPixels(slice))
                        .as(other + what)
                        .isEqualTo(first.getStack().getPixels(slice));
            }
            if (first.getStackSize() > 1) {
                assertThat(second.getStack().getSliceLabels())
                        .isEqualTo(first.getStack().getSliceLabels());
            }
            assertThat(second.getProp("LatentJ.latents")).isEqualTo(first.getProp("LatentJ.latents"));
            assertThat(second.getProp("LatentJ.macro")).isNotNull().isEqualTo(first.getProp("LatentJ.macro"));
        }
    }

    private ImagePlus open(String name) {
        assertThat(folder.resolve(name)).exists();
        return IJ.openImage(folder.resolve(name).toString());
    }

    private static void succeed(Outcome outcome) {
        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a web server into an empty folder of ImageJ, and on to images; with the zip, on the newest Java of the machine.
 * Pictures go to {@code target/screenshots}.
 */
class InstallInImageJTest {
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(PICTURES);
    }

    @Test
    void whatTheUpdateSiteInstallsGeneratesImages() throws Exception {
        ImageJFolder imageJ = fromUpdateSite();
        String generate = "run(\"LatentJ Generate...\", \"count=16 seed=7 output=stack\");";

        Outcome batch = imageJ.runBatchMacro(generate + saveAs("batch.tif"));
        Path macro = Files.writeString(folder.resolve("first.ijm"), generate + saveAs("window.tif"));
        Outcome window = imageJ.runDriver(
                MacroDriver.class,
                imageJ.path().toString(),
                macro.toString(),
                PICTURES.resolve("installed-from-site.png").toString());

        assertThat(batch.exitCode()).as(batch.output()).isZero();
        assertThat(window.exitCode()).as(window.output()).isZero();
        ImagePlus first = open("batch.tif");
        ImagePlus second = open("window.tif");
        assertThat(first.getStackSize()).isEqualTo(16);
        assertThat(first.getWidth()).as("the model that ships").isEqualTo(64);
        assertThat(first.getProp("LatentJ.seed")).isEqualTo("7");
        assertThat(first.getStatistics().stdDev).isPositive();
        for (int i = 1; i <= 16; i++) {
            assertThat(second.getStack().getPixels(i))
                    .isEqualTo(first.getStack().getPixels(i));
        }
    }

    @Test
    void firstImageNeedsNothingTyped() throws Exception {
        ImageJFolder imageJ = fromUpdateSite();

        Outcome outcome = imageJ.runDriver(FirstImageDriver.class, imageJ.path().toString(), folder.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        for (String picture : new String[] {"first-dialog.png", "first-image.png"}) {
            Files.copy(folder.resolve(picture), PICTURES.resolve(picture), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(open("first.tif").getStatistics().stdDev).isPositive();
    }

    @Test
    void halfAPluginLeavesImageJAsItIs() throws Exception {
        ImageJFolder imageJ = fromUpdateSite();
        Path plugin = theOneFile(imageJ.path().resolve("plugins"));
        byte[] whole = Files.readAllBytes(plugin);
        Files.write(plugin, Arrays.copyOf(whole, whole.length / 2));
        Path macro = Files.writeString(
                folder.resolve("ramp.ijm"),
                "newImage(\"ramp\", \"8-bit ramp\", 64, 64, 1); run(\"Invert\");" + saveAs("ramp.tif"));

        Outcome outcome = imageJ.runDriver(
                MacroDriver.class,
                imageJ.path().toString(),
                macro.toString(),
                PICTURES.resolve("half-a-plugin.png").toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(open("ramp.tif").getProcessor().get(0, 0)).isEqualTo(255);
    }

    @Test
    void zipWorksOnTheNewestJava() throws Exception {
        Path java = newestJava();
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY).onJava(java);
        Path model = new TinyModel(8, 3).write(folder.resolve("model.onnx"));

        Outcome outcome = imageJ.runBatchMacro("run(\"LatentJ Generate...\", \"model=[" + model
                + "] count=4 seed=7 output=stack\");" + saveAs("newest.tif") + "print(getInfo(\"java.version\"));");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(open("newest.tif").getStackSize()).isEqualTo(4);
        assertThat(outcome.output()).contains(version(java));
    }

    private ImageJFolder fromUpdateSite() throws IOException {
        ImageJFolder imageJ = ImageJFolder.withoutPlugin(folder.resolve("ImageJ"), DISPLAY);
        try (HttpFolder site = new HttpFolder(BuiltSite.folder())) {
            new SiteClient(site.address(), platform(), imageJ.path()).update(0);
        }
        return imageJ;
    }

    /** As Fiji would call this machine. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (system.startsWith("mac")) {
            return arm ? "macos-arm64" : "macosx";
        }
        return (system.startsWith("windows") ? "win" : "linux") + (arm ? "-arm64" : "64");
    }

    private static Path theOneFile(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.findFirst().orElseThrow();
        }
    }

    /** The home of the newest Java beside that of the tests, which may be that one. */
    private static Path newestJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> homes = Files.list(own.getParent())) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin").resolve("java"))
                            && Files.isRegularFile(home.resolve("release")))
                    .max(Comparator.comparingInt(InstallInImageJTest::feature))
                    .orElse(own);
        }
    }

    private static int feature(Path javaHome) {
        return Runtime.Version.parse(version(javaHome)).feature();
    }

    private static String version(Path javaHome) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(javaHome.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }

    private String saveAs(String name) {
        return "saveAs(\"Tiff\", \"" + folder.resolve(name) + "\");";
    }

    private ImagePlus open(String name) {
        assertThat(folder.resolve(name)).exists();
        return IJ.openImage(folder.resolve(name).toString());
    }
}

package io.github.latentj.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fiji with the built plugin. With {@code -Dlatentj.fiji=FOLDER} the one in that folder, which stays untouched; otherwise
 * what of Fiji is on Maven Central: ImageJ with Fiji's patches for headless use, SciJava, Groovy and Jython, all on one
 * flat class path as in Fiji, but without the window that imagej-legacy makes of them.
 */
final class FijiFolder {
    private static final String INSTALLED = System.getProperty("latentj.fiji", "");
    private static final Path PARTS = Path.of(System.getProperty("latentj.root"), "src-test", "target", "fiji", "jars");

    private final Path folder;

    FijiFolder(Path folder) throws IOException {
        this.folder = folder;
        ImageJFolder.unpackPlugin(folder);
    }

    /** Skips the calling test where no whole Fiji is given. */
    static void assumeInstalled() {
        assumeTrue(
                !INSTALLED.isEmpty(),
                "Fiji's window needs a Fiji, which is not on Maven Central: give -Dlatentj.fiji=FOLDER");
    }

    /** Runs a macro without a screen, as {@code fiji --headless -macro} does. */
    Outcome runHeadlessMacro(String macro) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("macros").resolve("headless.ijm"), macro);
        if (INSTALLED.isEmpty()) {
            return start(
                    null, FijiLauncher.class.getName(), "driver", HeadlessMacroDriver.class.getName(), file.toString());
        }
        return start(null, "net.imagej.Main", "--headless", "-macro", file.toString());
    }

    /** Runs a script without a screen; inputs as {@code name=value}. */
    Outcome runScript(Path script, String... inputs) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList("script", script.toString()));
        arguments.addAll(Arrays.asList(inputs));
        return start(null, FijiLauncher.class.getName(), arguments.toArray(new String[0]));
    }

    /** Runs a driver, which starts Fiji with its window. */
    Outcome runDriver(XvfbDisplay display, Class<?> driver, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Arrays.asList("driver", driver.getName()));
        all.addAll(Arrays.asList(arguments));
        return start(display, FijiLauncher.class.getName(), all.toArray(new String[0]));
    }

    Path path() {
        return folder;
    }

    private Outcome start(XvfbDisplay display, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Duser.home=" + folder.resolve("home"),
                "-Djava.util.prefs.userRoot=" + folder.resolve("home"),
                "-Djava.io.tmpdir=" + folder,
                "-Djava.awt.headless=" + (display == null),
                "-Dij.dir=" + folder,
                "-Dimagej.dir=" + folder,
                "-Dplugins.dir=" + folder,
                "-Dscijava.context.strict=false",
                "-Dpython.cachedir.skip=true",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(Arrays.asList(arguments));
        return ImageJFolder.launch(command, folder, display);
    }

    /** Flat, in the order of names, as Fiji's launcher makes it. */
    private String classPath() throws IOException {
        List<Path> jars = new ArrayList<>();
        Path fiji = INSTALLED.isEmpty() ? PARTS.getParent() : Path.of(INSTALLED);
        for (Path part : List.of(fiji.resolve("jars"), folder.resolve("jars"), folder.resolve("plugins"))) {
            try (Stream<Path> files = Files.walk(part, 2, FileVisitOption.FOLLOW_LINKS)) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .filter(file -> !file.getParent().endsWith("fiji")
                                || !file.getFileName().toString().startsWith("LatentJ_"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + ImageJFolder.locationOf(FijiFolder.class);
    }
}

package io.github.latentj.e2e;

import ij.ImageJ;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A fresh folder of plain ImageJ with the built plugin unpacked into it, as a user would do, and its own home with no
 * preferences. Starts ImageJ as a process whose class path holds {@code ij.jar} and the test's driver, nothing of ours.
 */
final class ImageJFolder {
    private static final Path PLUGIN_ZIP =
            Path.of(System.getProperty("latentj.root"), "plugin", "distribution", "target", "latentj-imagej.zip");
    private static final long LONGEST_SECONDS = 300;

    private final Path folder;
    private final XvfbDisplay display;
    private int megabytes = 1024;
    private Path javaProgram = Path.of(System.getProperty("java.home"), "bin", "java");

    /** @throws IllegalStateException if the plugin has not been packaged */
    ImageJFolder(Path folder, XvfbDisplay display) throws IOException {
        if (!Files.isRegularFile(PLUGIN_ZIP)) {
            throw new IllegalStateException("there is no " + PLUGIN_ZIP + ": run 'mvn verify', which packages it");
        }
        this.folder = folder;
        this.display = display;
        unpackPlugin(folder);
    }

    /** Puts the built plugin into a folder of ImageJ or Fiji, with room for macros and a home. */
    static void unpackPlugin(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("macros"));
        Files.createDirectories(folder.resolve("home"));
        try (ZipFile zip = new ZipFile(PLUGIN_ZIP.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
    }

    private ImageJFolder(XvfbDisplay display, Path folder) throws IOException {
        this.folder = folder;
        this.display = display;
        Files.createDirectories(folder.resolve("macros"));
        Files.createDirectories(folder.resolve("home"));
    }

    /** ImageJ as it is before anything of ours comes. */
    static ImageJFolder withoutPlugin(Path folder, XvfbDisplay display) throws IOException {
        return new ImageJFolder(display, folder);
    }

    /** Runs ImageJ on another Java than the tests'. */
    ImageJFolder onJava(Path javaHome) {
        javaProgram = javaHome.resolve("bin").resolve("java");
        return this;
    }

    /** Gives ImageJ so much memory. */
    ImageJFolder withMegabytes(int most) {
        megabytes = most;
        return this;
    }

    Path path() {
        return folder;
    }

    /** Writes a macro, runs it in ImageJ without its window, and waits for the end. */
    Outcome runBatchMacro(String macro) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("macros").resolve("test.ijm"), macro);
        return start("ij.ImageJ", "-ijpath", folder.toString(), "-port0", "-batch", file.toString());
    }

    /** Runs a driver, a class with a {@code main} that starts ImageJ itself, and waits for its end. */
    Outcome runDriver(Class<?> driver, String... arguments) throws IOException, InterruptedException {
        return start(driver.getName(), arguments);
    }

    private Outcome start(String mainClass, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(
                javaProgram.toString(),
                "-Xmx" + megabytes + "m",
                "-Duser.home=" + folder.resolve("home"),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                locationOf(ImageJ.class) + File.pathSeparator + locationOf(ImageJFolder.class),
                mainClass));
        command.addAll(Arrays.asList(arguments));
        return launch(command, folder, display);
    }

    /** Starts a program on a screen, or without one if there is none given, and waits for its end. */
    static Outcome launch(List<String> command, Path folder, XvfbDisplay display)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "imagej", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("DISPLAY");
        if (display != null) {
            builder.environment().put("DISPLAY", display.name());
        }
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            writeThreads(process, log);
            process.destroyForcibly().waitFor();
        }
        return new Outcome(ended, ended ? process.exitValue() : -1, Files.readString(log));
    }

    /** What each thread waits for, at the end of the log: a program that hangs cannot be asked later. */
    private static void writeThreads(Process process, Path log) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "Thread.print",
                        "-l")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    static String locationOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /** What became of a started ImageJ. */
    record Outcome(boolean ended, int exitCode, String output) {}
}

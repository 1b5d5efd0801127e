package io.github.latentj.inference.runtime;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.file.ModelException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program of its own that uses the plugin, for what must not happen to the program that tests. */
public final class HostProgram {
    private HostProgram() {}

    /**
     * Makes images from one model and says how many, or why not.
     *
     * @param options system properties; {@code before} and {@code instead} name a jar for the class path, {@code home}
     *     the folder of the Java to believe in, with an empty PATH; {@code mount} options of a temporary folder that
     *     this program alone sees
     */
    public static Process start(Path folder, Path model, String... options) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Djava.io.tmpdir=" + folder);
        command.addAll(Arrays.asList(options));
        for (String option : options) {
            if (option.startsWith("-Dbefore=")) {
                classPath = option.substring("-Dbefore=".length()) + File.pathSeparator + classPath;
            } else if (option.startsWith("-Dinstead=")) {
                classPath = classPath.replace(
                        RuntimeJar.classPath(RuntimeJar.VERSION, true)
                                .iterator()
                                .next()
                                .toString(),
                        option.substring("-Dinstead=".length()));
            }
        }
        command.addAll(Arrays.asList("-cp", classPath, HostProgram.class.getName(), model.toString()));
        for (String option : options) {
            if (option.startsWith("-Dmount=")) {
                String mount = "mount -t tmpfs -o " + option.substring("-Dmount=".length()) + " tmpfs " + folder
                        + " && exec \"$@\"";
                command.addAll(0, Arrays.asList("unshare", "-rm", "sh", "-c", mount, "sh"));
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("host-errors.txt").toFile());
        if (Arrays.stream(options).anyMatch(option -> option.startsWith("-Dhome="))) {
            builder.environment().put("PATH", "/nowhere");
        }
        return builder.start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty("home") != null) {
            // Java itself reads files there when it opens its first jar.
            RuntimeJar.classPath(RuntimeJar.VERSION, true);
            System.setProperty("java.home", System.getProperty("home"));
        }
        try (GeneratorModel model = GeneratorModels.shared().open(Path.of(arguments[0]))) {
            int[] images = {0};
            model.generate(new float[64][model.spec().latentSize()], (index, image) -> images[0]++, Progress.SILENT);
            System.out.println(images[0] + " images");
            if (System.getProperty("end") != null) {
                Thread.sleep(60_000);
            }
        } catch (ModelException | RuntimeUnavailableException problem) {
            System.out.println(problem.getMessage());
        }
    }
}

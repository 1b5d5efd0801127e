package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "paint",
        description = "Writes the built-in data set: drawn fluorescence nuclei, and a table of what is true of each.",
        footerHeading = "%nExamples:%n",
        footer = "  latentj-trainer paint --out nuclei --count 500")
final class PaintCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "Folder for the images; must not exist or be empty.")
    private Path out;

    @Option(names = "--count", defaultValue = "2048", description = "Number of images; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--size", defaultValue = "64", description = "Their side in pixels; default ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> problems = new ArrayList<>();
        if (count < 1 || count > NucleiPainter.MAX_COUNT) {
            problems.add("--count must be 1 to " + NucleiPainter.MAX_COUNT + ", found " + count);
        }
        if (size < NucleiPainter.MIN_SIDE || size > NucleiPainter.MAX_SIDE) {
            problems.add(
                    "--size must be " + NucleiPainter.MIN_SIDE + " to " + NucleiPainter.MAX_SIDE + ", found " + size);
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        NucleiPainter.writeFolder(RunFolder.free(out, "paint"), size, seed, count);
        spec.commandLine()
                .getOut()
                .println(count + " images in " + out.toAbsolutePath().normalize()
                        + "; the truth of each is in attributes.csv");
        return ExitCode.DONE;
    }
}

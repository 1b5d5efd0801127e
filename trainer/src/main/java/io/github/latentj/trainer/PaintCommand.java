package io.github.latentj.trainer;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
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
    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder for the images; must not exist or be empty.")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2048",
            converter = WholeNumber.Count.class,
            description = "Number of images; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "64",
            converter = WholeNumber.Side.class,
            description = "Their side in pixels; default ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "Of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NucleiPainter.writeFolder(RunFolder.free(out, "paint"), size, seed, count);
        spec.commandLine()
                .getOut()
                .println(Counted.of(count, "image") + " in "
                        + out.toAbsolutePath().normalize() + "; the truth of each is in attributes.csv");
        return ExitCode.DONE;
    }
}

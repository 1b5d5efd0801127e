package io.github.latentj.trainer;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.run.GeneratedImages;
import io.github.latentj.trainer.run.RunFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        aliases = "sample",
        description = "Makes images with an exported generator, by ONNX Runtime on the CPU.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer generate --model runs/nuclei/generator.onnx --out made",
            "  latentj-trainer sample --model runs/nuclei --out made --count 1000 --seed 7"
        })
final class GenerateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "The generator.onnx of a run, the run's folder, or a zip made by package.")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder for the images; must not exist or be empty.")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            converter = WholeNumber.Count.class,
            description = "Number of images; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "Of the latents, the same as in ImageJ; default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (GivenModel given = GivenModel.of(model);
                ExportedGenerator generator = new ExportedGenerator(given.file())) {
            GeneratedImages.write(generator, seed, count, out);
        }
        PrintWriter console = spec.commandLine().getOut();
        console.println(
                Counted.of(count, "image") + " in " + out.toAbsolutePath().normalize());
        RunFacts.warning(model).ifPresent(console::println);
        return ExitCode.DONE;
    }
}

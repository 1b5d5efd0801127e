package io.github.latentj.trainer;

import io.github.latentj.trainer.export.ModelFacts;
import io.github.latentj.trainer.run.RunFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "info",
        description = "Says what a file or folder is: a run, a checkpoint or a model, with its digests and contract.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer info runs/nuclei",
            "  latentj-trainer info runs/nuclei/checkpoints/step-00002352",
            "  latentj-trainer info runs/nuclei/generator.onnx"
        })
final class InfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "A run folder, a checkpoint folder or an .onnx file.")
    private Path path;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> facts = Files.isDirectory(path) ? RunFacts.of(path) : ModelFacts.of(path);
        facts.forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }
}

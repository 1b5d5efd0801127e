package io.github.latentj.trainer;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.export.ModelFacts;
import io.github.latentj.trainer.run.RunFacts;
import io.github.latentj.trainer.run.RunFolder;
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
    @Parameters(
            paramLabel = "PATH",
            description = "A run, checkpoint or model folder, an .onnx file, or a zip made by package.")
    private Path path;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        facts().forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }

    private List<String> facts() throws IOException {
        if (Files.isDirectory(path) && !isModelFolder()) {
            return RunFacts.of(path);
        }
        try (GivenModel model = GivenModel.of(path)) {
            return ModelFacts.of(model.file());
        }
    }

    /** A run has its model beside its settings, and is told of as a run. */
    private boolean isModelFolder() {
        return !RunFolder.isRun(path) && Files.isRegularFile(path.resolve(ModelFiles.GENERATOR));
    }
}

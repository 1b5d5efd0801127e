package io.github.latentj.trainer;

import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description = "Goes on with an interrupted run, bit for bit as if it had not stopped; or makes a finished one"
                + " longer.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer resume runs/nuclei",
            "  latentj-trainer resume runs/nuclei --epochs 50",
            "  latentj-trainer resume runs/nuclei --data /new/place/nuclei"
        })
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Option(names = "--data", description = "Where the images are now; default: where they were.")
    private Path data;

    @Option(
            names = "--epochs",
            converter = WholeNumber.Epochs.class,
            description = "New number of epochs in all; default: what the run was asked for.")
    private Integer epochs;

    @Option(names = "--allow-changed-data", description = "Go on although the images are not the same any more.")
    private boolean changedDataAllowed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (RunFolder folder = RunFolder.open(run)) {
            SavedRun saved = SavedRun.read(
                    folder, data, changedDataAllowed, spec.commandLine().getOut());
            return (epochs == null ? saved : saved.withEpochs(epochs)).resume();
        }
    }
}

package io.github.latentj.trainer;

import io.github.latentj.trainer.config.ComputeDevice;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description =
                "Goes on with an interrupted run, bit for bit as if it had not stopped; makes a finished one longer;"
                        + " or ends one early, with its last grids, models and report.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer resume runs/nuclei",
            "  latentj-trainer resume runs/nuclei --epochs 50",
            "  latentj-trainer resume runs/nuclei --images 2e5",
            "  latentj-trainer resume runs/nuclei --data /new/place/nuclei",
            "  latentj-trainer resume runs/nuclei --cache 2000 --keep-checkpoints 5"
        })
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the images are now; default: where they were.")
    private Path data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = WholeNumber.Epochs.class,
            description = "New number of epochs in all, from what is done already on; default: what the run was asked"
                    + " for.")
    private Integer epochs;

    @Option(
            names = "--images",
            paramLabel = "N",
            converter = WholeNumber.Shown.class,
            description = "Images to show in all instead of --epochs, such as 1e6; rounded up to whole passes.")
    private Long images;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            completionCandidates = Choices.Device.class,
            description = "auto, cpu, gpu or gpu:N; default: where it was trained before. Another than before goes on"
                    + " from the same weights, but not bit for bit as the first would have.")
    private String device;

    @Option(
            names = "--cache",
            paramLabel = "MB",
            description = "Most megabytes of decoded images to hold in memory from here on, or automatic for half of"
                    + " Java's (-Xmx); changes no number of the run. Default: as before.")
    private String cache;

    @Option(
            names = "--keep-checkpoints",
            paramLabel = "N",
            converter = WholeNumber.Kept.class,
            description = "How many of the newest checkpoints stay on the disk from here on; the best stays besides."
                    + " Changes no number of the run. Default: as before.")
    private Integer keepCheckpoints;

    @Option(names = "--allow-changed-data", description = "Go on although the images are not the same any more.")
    private boolean changedDataAllowed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (epochs != null && images != null) {
            throw new InvalidSettingsException(List.of("--images and --epochs say the same: give one of them"));
        }
        ComputeDevice elsewhere = device == null ? null : chosen();
        try (RunFolder folder = RunFolder.open(run)) {
            SavedRun saved = SavedRun.read(
                    folder,
                    data,
                    changedDataAllowed,
                    given(),
                    spec.commandLine().getOut());
            if (epochs != null) {
                saved = saved.withEpochs(epochs);
            }
            if (images != null) {
                saved = saved.withImages(images);
            }
            if (keepCheckpoints != null) {
                saved = saved.withKeepCheckpoints(keepCheckpoints);
            }
            if (elsewhere != null) {
                saved = saved.on(elsewhere);
            }
            return saved.resume();
        }
    }

    private NamedValues given() {
        NamedValues given = new NamedValues();
        if (cache != null) {
            given.put("cache", cache, "--cache");
        }
        return given;
    }

    private ComputeDevice chosen() {
        try {
            return ComputeDevice.of(device);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidSettingsException(List.of(unknown.getMessage()));
        }
    }
}

package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.run.DataRecord;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Trains on a folder or zip of PNG, JPEG and TIFF images.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer train --data nuclei",
            "  latentj-trainer train --data nuclei.zip --size 64 --epochs 50 --out runs/nuclei",
            "  latentj-trainer train --data nuclei --ema 0.999 --label-smoothing 0.1 --dry-run"
        })
final class TrainCommand implements Callable<Integer> {
    private static final Set<String> WITH_RESUME =
            Set.of("--resume", "--out", "--data", "--allow-changed-data", "--debug");

    @Option(
            names = "--data",
            description =
                    "Folder, searched recursively, or zip file of images; with --resume the run's own by default.")
    private Path data;

    @Option(
            names = "--out",
            description =
                    "The run folder; must not exist or be empty. Default: runs/NAME-OF-DATA, or that with -2, -3...")
    private Path out;

    @Option(names = "--resume", description = "Go on with the interrupted run in --out, with its own settings.")
    private boolean resume;

    @Option(names = "--allow-changed-data", description = "Resume although the images are not the same any more.")
    private boolean changedDataAllowed;

    @Option(
            names = "--dry-run",
            description = "Check everything, train four steps, tell what the run would take, and write nothing.")
    private boolean dryRun;

    @Mixin
    private SettingsOptions options;

    @Mixin
    private ReadingMixin reading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (resume) {
            requireOption("--out, the folder of the run to go on with", out);
            refuseSettings();
            try (RunFolder folder = RunFolder.open(out)) {
                return SavedRun.read(folder, data, changedDataAllowed, console())
                        .resume();
            }
        }
        requireOption("--data, a folder or zip file of images", data);
        return start();
    }

    /** A resumed run keeps its settings; to take others without a word would be worse than to refuse. */
    private void refuseSettings() {
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !WITH_RESUME.contains(name))
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidSettingsException(List.of("a resumed run keeps its own settings: leave out "
                    + String.join(", ", others) + " (to train longer: resume " + out + " --epochs N)"));
        }
    }

    private static void requireOption(String option, Path value) {
        if (value == null) {
            throw new InvalidSettingsException(List.of("missing " + option));
        }
    }

    private int start() throws IOException {
        TrainingSettings settings = options.settings();
        Path target = RunFolder.free(out, nameOfData());
        // Unusable data are refused before anything is written.
        ImageSet images = read(settings);
        if (dryRun) {
            new DryRun(settings, images, console()).print(target);
            return ExitCode.DONE;
        }
        // So is a GPU that is not there.
        TorchEngine.start(settings.threads(), settings.computeDevice());
        try (RunFolder folder = RunFolder.create(target)) {
            folder.writeData(DataRecord.of(data, reading.options(settings.imageSize()), images));
            return new TrainingSession(settings, console()).run(folder, images, false);
        }
    }

    private PrintWriter console() {
        return spec.commandLine().getOut();
    }

    private ImageSet read(TrainingSettings settings) {
        ImageFolder.Reading found = ImageFolder.read(data, reading.options(settings.imageSize()));
        found.report().forEach(console()::println);
        requireFullBatch(found.images(), settings);
        return found.images();
    }

    static void requireFullBatch(ImageSet images, TrainingSettings settings) {
        if (images.count() < settings.batchSize()) {
            throw new InvalidSettingsException(List.of("--batch must be at most the number of images, " + images.count()
                    + ", found " + settings.batchSize()));
        }
    }

    private String nameOfData() {
        String name = data.toAbsolutePath().normalize().getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    }
}

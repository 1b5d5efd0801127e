package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", description = "Trains on a folder or zip of PNG, JPEG and TIFF images.")
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Folder, searched recursively, or zip file of images.")
    private Path data;

    @Option(
            names = "--out",
            description =
                    "The run folder; must not exist or be empty. Default: runs/NAME-OF-DATA, or that with -2, -3...")
    private Path out;

    @Option(names = "--resume", description = "Go on with the interrupted run in --out, with its own settings.")
    private boolean resume;

    @Option(names = "--channels", description = "grey or rgb; default: grey if every image is.")
    private ImageFolder.Channels channels;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (resume && out == null) {
            throw new InvalidSettingsException(List.of("--resume needs --out, the folder of the run to go on with"));
        }
        if (resume) {
            try (RunFolder folder = RunFolder.open(out)) {
                TrainingSettings settings = folder.readSettings();
                new TrainingSession(settings, spec.commandLine().getOut()).run(folder, read(settings), true);
                return ExitCode.DONE;
            }
        }
        TrainingSettings settings = options.settings();
        Path target = RunFolder.free(out, nameOfData());
        ImageSet images = read(settings);
        try (RunFolder folder = RunFolder.create(target)) {
            new TrainingSession(settings, spec.commandLine().getOut()).run(folder, images, false);
            return ExitCode.DONE;
        }
    }

    /** Refuses unusable data before anything is written. */
    private ImageSet read(TrainingSettings settings) {
        PrintWriter console = spec.commandLine().getOut();
        ImageFolder.Reading reading = ImageFolder.read(data, settings.imageSize(), channels);
        reading.report().forEach(console::println);
        if (reading.images().count() < settings.batchSize()) {
            throw new InvalidSettingsException(List.of("--batch must be at most the number of images, "
                    + reading.images().count() + ", found " + settings.batchSize()));
        }
        return reading.images();
    }

    private String nameOfData() {
        String name = data.toAbsolutePath().normalize().getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    }
}

package io.github.latentj.trainer;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.Range;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.export.OnnxEngine;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.run.DataRecord;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        customSynopsis = "latentj-trainer train --data FOLDER [OPTIONS]",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer train --data nuclei",
            "  latentj-trainer train --data nuclei.zip --size 32 --epochs 9 --out runs/small",
            "  latentj-trainer train --data nuclei --ema 0.999 --flips --dry-run",
            "  latentj-trainer train --settings runs/small/settings.yaml --data nuclei \\",
            "      --seed 2"
        })
final class TrainCommand implements Callable<Integer> {
    static final Range IMAGES = Range.whole("images", 1, 1_000_000_000_000L);
    private static final Set<String> WITH_RESUME =
            Set.of("--resume", "--out", "--data", "--allow-changed-data", "--debug");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Folder, searched recursively, or zip file of images. Required, here or in the file of --settings; with"
                            + " --resume the run's own by default.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "The run folder; must not exist or be empty. Default: runs/NAME-OF-DATA, or that with -2, -3...")
    private Path out;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description =
                    "A settings.yaml, of another run or written by hand: a line 'batch: 64' is the option --batch 64, and"
                            + " 'data: nuclei' is --data. Options on the command line go first.")
    private Path settingsFile;

    @Option(names = "--resume", description = "Go on with the interrupted run in --out, with its own settings.")
    private boolean resume;

    @Option(names = "--allow-changed-data", description = "Resume although the images are not the same any more.")
    private boolean changedDataAllowed;

    @Option(
            names = "--dry-run",
            description = "Check everything, train four steps, tell what the run would take, and write nothing.")
    private boolean dryRun;

    @Mixin(name = "Images")
    private ImageOptions images;

    @Mixin(name = "Networks")
    private NetworkOptions networks;

    @Mixin(name = "Training")
    private TrainingOptions training;

    @Mixin(name = "Machine and disk")
    private MachineOptions machine;

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
        return start();
    }

    /** A resumed run keeps its settings; to take others without a word would be worse than to refuse. */
    private void refuseSettings() {
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !WITH_RESUME.contains(name))
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidSettingsException(
                    List.of("a resumed run keeps its own settings: leave out " + String.join(", ", others)
                            + " (to train longer or end earlier: " + TypedCommand.of("resume", out) + " --epochs N)"));
        }
    }

    private static void requireOption(String option, Path value) {
        if (value == null) {
            throw new InvalidSettingsException(List.of("missing " + option));
        }
    }

    /** What is asked for, with {@code data} if only the settings file names it. */
    private record Asked(TrainingSettings settings, ReadingOptions reading, long imagesShown, Path data) {}

    /** Reads all settings, and leaves what is wrong in {@code given}. */
    private Asked asked(NamedValues given) {
        TrainingSettings settings = TrainingSettings.of(given);
        ReadingOptions reading = ReadingOptions.of(settings.imageSize(), given);
        long imagesShown = given.whole(IMAGES, 0);
        if (imagesShown > 0 && given.has("epochs")) {
            given.addProblem("--images and --epochs say the same: give one of them");
        }
        Path source =
                given.text("data").filter(inFile -> data == null).map(Path::of).orElse(data);
        if (source == null) {
            given.addProblem("missing --data, a folder or zip file of images");
        }
        return new Asked(settings, reading, imagesShown, source);
    }

    private NamedValues given() {
        return GivenOptions.of(spec, settingsFile);
    }

    /** What is wrong with the settings, to be told together with options that are wrong in themselves. */
    List<String> problems() {
        try {
            NamedValues given = given();
            asked(given);
            given.check();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private int start() throws IOException {
        NamedValues given = given();
        Asked asked = asked(given);
        given.check();
        return start(asked);
    }

    private int start(Asked asked) throws IOException {
        Path source = asked.data;
        refuseImagesAsOutput(source);
        Path target = RunFolder.free(out, nameOf(source));
        RunFolder.requireCreatable(target);
        // Unusable data are refused before anything is written.
        ImageFolder.Reading found = ImageReading.read(source, asked.reading, console());
        found.report().forEach(console()::println);
        ImageSet images = found.images();
        requireFullBatch(found, asked.settings);
        TrainingSettings settings = asked.imagesShown > 0
                ? withImages(asked.settings, asked.imagesShown, images, console())
                : asked.settings;
        if (dryRun) {
            new DryRun(settings, images, console()).print(target);
            return ExitCode.DONE;
        }
        // So is a GPU that is not there.
        TorchEngine.start(settings.threads(), settings.computeDevice());
        OnnxEngine.start();
        try (RunFolder folder = RunFolder.create(target)) {
            folder.writeSettings(settings, found.options());
            folder.writeData(DataRecord.of(source, found.options(), images)
                    .withFound(found.details().record()));
            return new TrainingSession(settings, console()).run(folder, images, false);
        }
    }

    private void refuseImagesAsOutput(Path source) throws IOException {
        if (out != null && Files.exists(out) && Files.exists(source) && Files.isSameFile(out, source)) {
            throw new InvalidSettingsException(
                    List.of("--out " + out + " is what the images are read from; name another folder"));
        }
    }

    /** The fewest whole epochs that show so many images. */
    static TrainingSettings withImages(TrainingSettings settings, long shown, ImageSet images, PrintWriter console) {
        long ofAnEpoch = (long) images.count() / settings.batchSize() * settings.batchSize();
        long epochs = (shown + ofAnEpoch - 1) / ofAnEpoch;
        console.println(shown + " images are " + Counted.of(epochs, "epoch") + " of " + ofAnEpoch + ".");
        return settings.withEpochs((int) Math.min(epochs, Integer.MAX_VALUE));
    }

    private PrintWriter console() {
        return spec.commandLine().getOut();
    }

    static void requireFullBatch(ImageFolder.Reading found, TrainingSettings settings) {
        ImageSet images = found.images();
        long patches = found.details().patches();
        String morePatches = patches > images.count()
                ? "; or train on patches of the pictures, " + patches + " images in all, by --crop random-crop"
                : "";
        if (images.count() < 2) {
            throw new NoImagesException("training needs at least 2 images, found 1: " + images.name(0) + morePatches);
        }
        if (images.count() < settings.batchSize()) {
            throw new InvalidSettingsException(List.of("--batch, here " + settings.batchSize()
                    + ", must be at most the number of images, " + images.count() + morePatches));
        }
    }

    private static String nameOf(Path source) {
        String name = source.toAbsolutePath().normalize().getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    }
}

package io.github.latentj.trainer;

import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.data.Augmentation;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.export.ModelFileException;
import io.github.latentj.trainer.run.DataRecord;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images read as a run read them. */
final class RunImages {
    private final TrainingSettings settings;
    private final PrintWriter console;
    private DataRecord record;

    /** @param needed whether the run must tell of its data */
    RunImages(RunFolder folder, boolean needed, PrintWriter console) throws IOException {
        settings = folder.readSettings();
        this.console = console;
        try {
            record = folder.readData();
        } catch (IOException e) {
            if (needed) {
                throw e;
            }
            console.println("Images are read with default options: " + e.getMessage());
        }
    }

    TrainingSettings settings() {
        return settings;
    }

    Augmentation augmentation() {
        return record == null ? Augmentation.NONE : record.reading().augmentation();
    }

    /** @param data where the run's images are now, or null for where they were */
    ImageSet training(Path data) {
        ImageSet images = read(data == null ? Path.of(record.source()) : data, reading());
        if (record != null && !record.sha256().equals(images.fingerprint())) {
            console.println("Note: these are not the " + record.images() + " images that the run was trained on.");
        }
        return images;
    }

    /** Other images, with the channels of the run. */
    ImageSet others(Path data, int channels) {
        ReadingOptions reading = reading();
        return read(
                data,
                channels == 1 || channels == 3
                        ? reading.withChannels(channels == 1 ? ImageFolder.Channels.GREY : ImageFolder.Channels.RGB)
                        : reading);
    }

    private ReadingOptions reading() {
        return record == null
                ? ReadingOptions.ofSide(settings.imageSize())
                : record.reading().withAugmentation(Augmentation.NONE);
    }

    private ImageSet read(Path data, ReadingOptions reading) {
        ImageFolder.Reading found = ImageReading.read(data, reading, console);
        found.report().forEach(console::println);
        return found.images();
    }

    /** @throws ModelFileException if the run was not exported */
    static void requireExported(Path run, Path models, String file) {
        if (!Files.isRegularFile(models.resolve(file))) {
            throw new ModelFileException("there is no " + file + " in "
                    + models.toAbsolutePath().normalize() + "; make it by: " + TypedCommand.of("export", run));
        }
    }
}

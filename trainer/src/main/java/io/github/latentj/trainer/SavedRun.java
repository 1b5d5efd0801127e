package io.github.latentj.trainer;

import io.github.latentj.trainer.config.ComputeDevice;
import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.run.DataRecord;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * A run that was begun before, with its settings and images read again.
 *
 * @param folder stays the caller's
 */
record SavedRun(RunFolder folder, TrainingSettings settings, ImageSet images, PrintWriter console) {
    /**
     * @param data where the images are now, or null for where they were
     * @throws NoImagesException if they are not the same any more and must be
     */
    static SavedRun read(RunFolder folder, Path data, boolean changedDataAllowed, PrintWriter console)
            throws IOException {
        return read(folder, data, changedDataAllowed, new NamedValues(), console);
    }

    /** Like the other one, and with another {@code cache} if it is given, which the run's settings then say. */
    static SavedRun read(
            RunFolder folder, Path data, boolean changedDataAllowed, NamedValues given, PrintWriter console)
            throws IOException {
        TrainingSettings settings = folder.readSettings();
        DataRecord before = folder.readData();
        ReadingOptions options = before.reading().withCache(given);
        given.check();
        Path source = data == null ? Path.of(before.source()) : data;
        ImageFolder.Reading reading = ImageReading.read(source, options, console);
        reading.report().forEach(console::println);
        ImageSet images = reading.images();
        if (!before.sha256().equals(images.fingerprint()) && !changedDataAllowed) {
            throw new NoImagesException("the " + Counted.of(images.count(), "image") + " of " + source + " are not the "
                    + before.images() + " that this run began with; go on with them all the same by"
                    + " --allow-changed-data");
        }
        TrainCommand.requireFullBatch(reading, settings);
        folder.upgrade(settings, options);
        if (!options.equals(before.reading())) {
            folder.writeSettings(settings, options);
        }
        folder.writeData(DataRecord.of(source, options, images)
                .withFound(reading.details().record()));
        return new SavedRun(folder, settings, images, console);
    }

    /** The same run with another end, later or earlier. */
    SavedRun withEpochs(int epochs) {
        return new SavedRun(folder, settings.withEpochs(epochs), images, console);
    }

    /** The same run, ended after the fewest whole epochs that show so many images. */
    SavedRun withImages(long shown) {
        return new SavedRun(folder, TrainCommand.withImages(settings, shown, images, console), images, console);
    }

    /** The same run, which leaves so many of its newest checkpoints. */
    SavedRun withKeepCheckpoints(int newest) {
        return new SavedRun(folder, settings.withKeepCheckpoints(newest), images, console);
    }

    /** The same run on another device, with which it goes on but is no longer the same bit for bit. */
    SavedRun on(ComputeDevice device) {
        return new SavedRun(folder, settings.on(device), images, console);
    }

    /** Trains on; returns the exit code. */
    int resume() throws IOException {
        return new TrainingSession(settings, console).run(folder, images, true);
    }
}

package io.github.latentj.trainer;

import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ReadingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Reading of images with its progress shown. */
final class ImageReading {
    private ImageReading() {}

    static ImageFolder.Reading read(Path source, ReadingOptions options, PrintWriter console) {
        ProgressLine progress = new ProgressLine(console, TrainingSession.isTerminal(System.console()));
        try {
            return ImageFolder.read(source, options, progress::part);
        } finally {
            progress.clear();
        }
    }
}

package io.github.latentj.trainer.export;

import java.nio.file.Path;

/** An exported file does not compute what the trained network computes. No such file is left behind. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParityException(Path file, double difference, double tolerance) {
        super("the export to " + file + " was refused: ONNX Runtime and DJL differ by " + difference + ", more than "
                + tolerance + "; please report this together with the run's settings");
    }
}

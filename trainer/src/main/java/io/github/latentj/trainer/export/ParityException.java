package io.github.latentj.trainer.export;

import java.nio.file.Path;

/** An exported file does not compute what the trained network computes. No such file is left behind. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParityException(Path file, double difference, WeightFormat weights) {
        super("the export to " + file + " was refused: ONNX Runtime and DJL differ by " + difference + ", more than "
                + weights.tolerance() + "; "
                + (weights == WeightFormat.FLOAT16
                        ? "export it without --float16"
                        : "please report this together with the run's settings"));
    }
}

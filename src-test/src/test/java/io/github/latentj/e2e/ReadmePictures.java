package io.github.latentj.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the README's picture with the current code: {@code mvn package -Ppictures -Dmodel=RUN/generator.onnx}. With the
 * window manager openbox installed, the windows have their frames.
 */
final class ReadmePictures {
    private static final String SEED = "7";

    private ReadmePictures() {}

    /** Argument: the generator. Run from the project's root. */
    public static void main(String[] arguments) throws Exception {
        Path model = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path picture = Path.of(System.getProperty("latentj.root"), "docs", "images", "imagej-generate.png");
        Path folder = Files.createTempDirectory("latentj-pictures-");
        try (XvfbDisplay display = XvfbDisplay.start()) {
            Process frames = windowManager(display);
            try {
                ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), display);
                ImageJFolder.Outcome outcome = imageJ.runDriver(
                        MontageDriver.class, imageJ.path().toString(), picture.toString(), model.toString(), SEED);
                if (outcome.exitCode() != 0) {
                    throw new IOException(outcome.output());
                }
            } finally {
                if (frames != null) {
                    frames.destroy();
                }
            }
        }
    }

    static Process windowManager(XvfbDisplay display) {
        ProcessBuilder openbox =
                new ProcessBuilder("openbox").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        openbox.environment().put("DISPLAY", display.name());
        try {
            return openbox.start();
        } catch (IOException notInstalled) {
            return null;
        }
    }
}

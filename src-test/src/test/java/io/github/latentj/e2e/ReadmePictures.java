package io.github.latentj.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the README's animation and the pictures of windows with the current code: {@code mvn package -Ppictures -Dmodel=RUN/generator.onnx}. With the
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
                ImageJFolder.Outcome picked = imageJ.runDriver(
                        PickingDriver.class,
                        imageJ.path().toString(),
                        picture.resolveSibling("click-images.png").toString(),
                        copied(model, folder).toString(),
                        SEED);
                if (picked.exitCode() != 0) {
                    throw new IOException(picked.output());
                }
                Path walk = picture.resolveSibling("latent-walk.gif");
                ImageJFolder.Outcome animated = imageJ.runBatchMacro(walkMacro(model, walk));
                if (animated.exitCode() != 0 || !Files.exists(walk)) {
                    throw new IOException(animated.output());
                }
            } finally {
                if (frames != null) {
                    frames.destroy();
                }
            }
        }
    }

    /** A copy whose path shows nothing of this machine. */
    private static Path copied(Path model, Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("nuclei64")).resolve(model.getFileName());
        return Files.copy(model, copy);
    }

    /** Five closed walks side by side, each through four images. */
    private static String walkMacro(Path model, Path animation) {
        return String.join(
                "\n",
                "for (i = 0; i < 5; i++) {",
                "  run('LatentJ Generate...', 'model=[" + model + "] count=4 output=stack seed=' + (20 + i));",
                "  points = getTitle();",
                "  run('LatentJ Interpolate...', 'points=1-4 path=loop steps=12 output=stack');",
                "  run('Size...', 'width=128 height=128 average interpolation=Bilinear');",
                "  rename('walk' + i);",
                "  close(points);",
                "  if (i > 0) {",
                "    run('Combine...', 'stack1=all stack2=walk' + i);",
                "  }",
                "  rename('all');",
                "}",
                "setOption('ScaleConversions', false);",
                "run('Animation Options...', 'speed=12');",
                "saveAs('Gif', '" + animation + "');");
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

package io.github.latentj.e2e;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the pictures of {@code docs/macros.md} with the current code: {@code mvn package -Ppictures
 * -Dmodel=RUN/generator.onnx}. Each command's section is run as it stands there, so that a new command needs nothing but
 * its section; each macro of {@code docs/macros} is run, and its figure saved.
 */
final class MacroPictures {
    private static final Path DOCS = Path.of(System.getProperty("latentj.root"), "docs");
    private static final Pattern SECTION =
            Pattern.compile("\n## (LatentJ [^\n]+)\\.\\.\\.\n.*?\n```\n(run\\(.*?)\n```\n", Pattern.DOTALL);

    private MacroPictures() {}

    /** Argument: the generator, with the other networks of its run beside it. */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Files.createDirectories(DOCS.resolve("images").resolve("macros"));
        Path folder = Files.createTempDirectory("latentj-pictures-");
        Path model = copied(Path.of(arguments[0]).toAbsolutePath(), Files.createDirectory(folder.resolve("nuclei")));
        try (XvfbDisplay display = XvfbDisplay.start()) {
            Process frames = ReadmePictures.windowManager(display);
            try {
                ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), display);
                List<String> macros =
                        new ArrayList<>(List.of(imageJ.path().toString(), pictures.toString(), model.toString()));
                Matcher section = SECTION.matcher(Files.readString(DOCS.resolve("macros.md")));
                while (section.find()) {
                    // Measuring takes minutes: its pictures are the plots and tables of docs/science-measure.ijm.
                    if (!section.group(2).contains("measure=particle")) {
                        macros.add(section.group(1));
                        macros.add(section.group(2).replace("MODEL", model.toString()));
                    }
                }
                succeed(imageJ.runDriver(CommandPicturesDriver.class, macros.toArray(new String[0])));
                succeed(imageJ.runDriver(
                        WorkedMacrosDriver.class,
                        imageJ.path().toString(),
                        pictures.toString(),
                        model.toString(),
                        DOCS.resolve("macros").toString()));
            } finally {
                if (frames != null) {
                    frames.destroy();
                }
            }
        }
    }

    /** Directions are saved beside the model: not beside the original. */
    private static Path copied(Path model, Path folder) throws IOException {
        try (DirectoryStream<Path> networks = Files.newDirectoryStream(model.getParent(), "*.onnx")) {
            for (Path network : networks) {
                Files.copy(network, folder.resolve(network.getFileName()));
            }
        }
        return folder.resolve(model.getFileName());
    }

    private static void succeed(ImageJFolder.Outcome outcome) throws IOException {
        System.out.print(outcome.output());
        if (outcome.exitCode() != 0) {
            throw new IOException("ImageJ ended with " + outcome.exitCode());
        }
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.imagej.ScriptedCommand;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each command by its dialog in a real ImageJ: what is typed is done, recorded, kept in the result, and offered again. */
class EveryDialogTest {
    private static final List<String> COMMANDS = List.of(
            "LatentJ Open Model|samples=4|seed=77|output=stack",
            "LatentJ Generate|count=5|seed=77|truncation=0.5|output=stack",
            "LatentJ Generate Field|width=40|height=32|seed=77",
            "LatentJ Interpolate|points=1,3|steps=4|output=stack",
            "LatentJ Random Walk|start=2|steps=5|seed=77",
            "LatentJ Arithmetic|concept_a=1,2|concept_b=3|concept_c=4|seed=77",
            "LatentJ Direction|name=by_hand|from=1-2|to=3-4",
            "LatentJ Apply Direction|direction=by_hand|images=2|distance=2.0|columns=3",
            "LatentJ Direction from Measurement|name=measured|measure=image|column=Mean|count=30|seed=77",
            "LatentJ Dose Response|direction=measured|measure=image|columns=Mean|count=5|steps=3|seed=77",
            "LatentJ Compare Measurements|real=REAL|measure=image|columns=Mean|count=20|seed=77",
            "LatentJ Check Arithmetic|measure=image|change=Mean|keep=StdDev|samples=1|draws=3|count=60|seed=77",
            "LatentJ Project Image|images=1-2|starts=2|steps=5|seed=77|differences=true",
            "LatentJ Features|images=1-2|features=true",
            "LatentJ Guided Backpropagation|images=1|strongest=2|seed=77",
            "LatentJ Device|use=cpu");

    /** Its result is a table in a window of its own, whose rows tell the seed. */
    private static final String TABLE_ONLY = "LatentJ Check Arithmetic";

    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @Test
    void whatIsTypedIsDoneRecordedKeptInTheResultAndOfferedAgain() throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        try (DirectoryStream<Path> networks = Files.newDirectoryStream(GOLDEN, "*.onnx")) {
            for (Path network : networks) {
                Files.copy(network, model.resolve(network.getFileName()));
            }
        }
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        List<String> commands = COMMANDS.stream()
                .map(line -> line.replace("REAL", realImages() + "/"))
                .toList();
        Path list = Files.write(folder.resolve("commands.txt"), commands);

        Outcome outcome = imageJ.runDriver(
                EveryDialogDriver.class,
                imageJ.path().toString(),
                folder.toString(),
                model.resolve("generator.onnx").toString(),
                list.toString());

        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
        List<String> report = Files.readAllLines(folder.resolve("by-hand.txt"));
        assertThat(COMMANDS.stream().map(line -> line.split("\\|")[0]))
                .containsExactlyElementsOf(ScriptedCommand.all().stream()
                        .map(ScriptedCommand::name)
                        .toList());
        for (int i = 0; i < COMMANDS.size(); i++) {
            assertUsed(commands.get(i), report.get(i));
        }
    }

    /** Images that LatentJ did not make: it would refuse to take its own for real. */
    private Path realImages() {
        try {
            Path real = Files.createDirectories(folder.resolve("real"));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(i % 16, 8, 0, 10 * i);
                ImageIO.write(image, "png", real.resolve(i + ".png").toFile());
            }
            return real;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertUsed(String line, String report) {
        String title = line.split("\\|")[0];
        assertThat(report).as("no log opens").startsWith(title + "; log: null; ");
        for (String setting : line.substring(title.length() + 1).split("\\|")) {
            boolean seed = setting.startsWith("seed=");
            assertThat(report.split("; recorded: ")[0])
                    .as(title + " offers what was typed, but a fresh seed")
                    .matches(text -> text.contains("|" + setting + "|") != seed, setting);
            String[] parts = setting.split("=");
            assertThat(report.split("; recorded: ")[1])
                    .contains("run(\"" + title + "...\", \"")
                    .containsPattern("[ \"]" + parts[0] + "=" + Pattern.quote(parts[1]));
        }
        if (line.contains("|seed=") && !title.equals(TABLE_ONLY)) {
            assertThat(report).contains("; seed of the result: 77;");
        }
    }
}

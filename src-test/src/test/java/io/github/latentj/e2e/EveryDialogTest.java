package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.imagej.ScriptedCommand;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command by its dialog in a real ImageJ: what is typed is done, recorded, kept in the result, and offered again. */
class EveryDialogTest {
    private static final List<String> COMMANDS = List.of(
            "LatentJ Open Model|Samples=4|Seed=77|Output=stack",
            "LatentJ Generate|Count=5|Seed=77|Truncation=0.5|Output=stack",
            "LatentJ Generate Field|Width=40|Height=32|Seed=77",
            "LatentJ Interpolate|Points=1,3|Steps=4|Output=stack",
            "LatentJ Random Walk|Start=2|Steps=5|Seed=77",
            "LatentJ Arithmetic|Concept A=1,2|Concept B=3|Concept C=4|Seed=77",
            "LatentJ Direction|Name=by_hand|From=1-2|To=3-4",
            "LatentJ Apply Direction|Direction=by_hand|Images=2|Distance=2.0|Columns=3",
            "LatentJ Direction from Measurement|Name=measured|Measure=image|Column=Mean|Count=30|Seed=77",
            "LatentJ Dose Response|Direction=measured|Measure=image|Columns=Mean|Count=5|Steps=3|Seed=77",
            "LatentJ Compare Measurements|Measure=image|Columns=Mean|Count=20|Seed=77",
            "LatentJ Check Arithmetic|Measure=image|Change=Mean|Keep=StdDev|Samples=1|Draws=3|Count=60|Seed=77",
            "LatentJ Project Image|Images=1-2|Starts=2|Steps=5|Seed=77|Differences=true",
            "LatentJ Features|Images=1-2|Features=true",
            "LatentJ Guided Backpropagation|Images=1|Strongest=2|Seed=77",
            "LatentJ Device|Use=cpu");

    /** Its result is a table in a window of its own, whose rows tell the seed. */
    private static final String TABLE_ONLY = "LatentJ Check Arithmetic";

    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    private static XvfbDisplay display;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDisplay() throws IOException {
        display = XvfbDisplay.start();
    }

    @AfterAll
    static void stopDisplay() {
        if (display != null) {
            display.close();
        }
    }

    @Test
    void whatIsTypedIsDoneRecordedKeptInTheResultAndOfferedAgain() throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        try (DirectoryStream<Path> networks = Files.newDirectoryStream(GOLDEN, "*.onnx")) {
            for (Path network : networks) {
                Files.copy(network, model.resolve(network.getFileName()));
            }
        }
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), display);
        Path list = Files.write(folder.resolve("commands.txt"), COMMANDS);

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
            assertUsed(COMMANDS.get(i), report.get(i));
        }
    }

    private static void assertUsed(String line, String report) {
        String title = line.split("\\|")[0];
        for (String setting : line.substring(title.length() + 1).split("\\|")) {
            boolean seed = setting.startsWith("Seed=");
            assertThat(report.split("; recorded: ")[0])
                    .as(title + " offers what was typed, but a fresh seed")
                    .matches(text -> text.contains("|" + setting + "|") != seed, setting);
            String[] parts = setting.split("=");
            assertThat(report.split("; recorded: ")[1])
                    .contains("run(\"" + title + "...\", \"")
                    .containsPattern("[ \"]"
                            + parts[0].toLowerCase(java.util.Locale.ROOT).replace(' ', '_') + "="
                            + Pattern.quote(parts[1]));
        }
        if (line.contains("|Seed=") && !title.equals(TABLE_ONLY)) {
            assertThat(report).startsWith(title + "; seed of the result: 77;");
        }
    }
}

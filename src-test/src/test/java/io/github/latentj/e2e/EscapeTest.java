package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.imagej.ScriptedCommand;
import io.github.latentj.inference.TinyCritic;
import io.github.latentj.inference.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Escape, pressed in a real ImageJ while each command is at work: it stops, its macro ends, and nothing is left of it. */
class EscapeTest {
    /** Done within a moment: only its dialog can be escaped, which {@link GenerateInImageJTest} does with all. */
    private static final String AT_ONCE = "LatentJ Direction";

    /** Name, what is done before, and the long command itself. */
    private static final String[][] COMMANDS = {
        {"open", "", "Open Model...', 'model=SLOWER samples=100 seed=1"},
        {"generate", "", "Generate...', 'model=SLOW count=10000 seed=1 output=stack"},
        {"best", "", "Generate...', 'model=SLOW count=10000 best=3 seed=1"},
        {"field", "", "Generate Field...', 'model=SLOW width=6000 height=6000 seed=1"},
        {"interpolate", "", "Interpolate...', 'model=SLOW points=seed:1,seed:2 steps=9000"},
        {"walk", "", "Random Walk...', 'model=SLOW steps=9000 seed=1"},
        {
            "arithmetic",
            "",
            "Arithmetic...', 'model=SLOW concept_a=seed:1#1-9000 concept_b=seed:2 concept_c=seed:3 seed=1"
        },
        {"apply", "FIND", "Apply Direction...', 'model=SLOW direction=first images=seed:1#1-9 columns=1000"},
        {"features", "LOOK", "Features...', 'model=GOLDEN"},
        {"guided", "LOOK", "Guided Backpropagation...', 'model=GOLDEN strongest=2 seed=1"},
        {"project", "LOOK", "Project Image...', 'model=GOLDEN starts=64 steps=100000 seed=1"},
        {
            "measured",
            "",
            "Direction from Measurement...', 'model=SLOWER name=long measure=image column=Mean_red count=9000 seed=7"
        },
        {"dose", "", "Dose Response...', 'model=SLOW direction=first measure=image count=1000 seed=7"},
        {"compare", "REAL", "Compare Measurements...', 'model=SLOW measure=image count=9000 seed=7"},
        {
            "check",
            "",
            "Check Arithmetic...', 'model=SLOWER measure=image change=Mean_red keep=Mean_green count=9000 seed=7"
        },
        {"device", "", "Device...', 'measure=SLOWER"},
    };

    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfTheMenuIsEscaped() {
        List<String> escaped = new ArrayList<>(List.of(AT_ONCE));
        for (String[] command : COMMANDS) {
            escaped.add("LatentJ " + command[2].split("\\.\\.\\.")[0]);
        }
        assertThat(escaped)
                .containsAll(ScriptedCommand.all().stream()
                        .map(ScriptedCommand::name)
                        .toList());
    }

    @Test
    void escapeStopsEveryCommandAndLeavesNothing() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        new TinyModel(64, 3).width(48).write(folder.resolve("slow.onnx"));
        new TinyModel(64, 3).width(120).write(folder.resolve("slower.onnx"));
        TinyCritic.write(folder.resolve("discriminator.onnx"), 3, TinyModel.SIDE);
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String[] command : COMMANDS) {
            lines.add(command[0] + "|" + filled(command[1]) + "|" + filled("run('LatentJ " + command[2] + "');"));
            expected.add(command[0] + ": stopped=true in time=true new images=0 new rows=0 macro went on=false"
                    + " windows left=0");
        }
        Path list = Files.write(folder.resolve("commands.txt"), lines);
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);

        Outcome outcome =
                imageJ.runDriver(EscapeDriver.class, imageJ.path().toString(), out.toString(), list.toString());

        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
        assertThat(Files.readAllLines(out.resolve("escape.txt"))).isEqualTo(expected);
        assertThat(folder.resolve("directions").resolve("long.json")).doesNotExist();
    }

    private String filled(String macro) {
        return macro.replace("FIND", "run('LatentJ Direction...', 'model=SLOW action=principal name=first');")
                .replace("REAL", "newImage('real', 'RGB black', 16, 16, 100);")
                .replace("LOOK", "newImage('real', '8-bit black', 256, 256, 2000);")
                .replace("SLOWER", folder.resolve("slower.onnx").toString())
                .replace("SLOW", folder.resolve("slow.onnx").toString())
                .replace("GOLDEN", GOLDEN.toString());
    }
}

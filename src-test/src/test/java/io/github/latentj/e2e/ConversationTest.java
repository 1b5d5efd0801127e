package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What dialogs in a real ImageJ say and keep when something is wrong, changed or given up. */
class ConversationTest {
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(PICTURES);
    }

    @Test
    void dialogsComplainAskAgainFollowTheModelNumberTheCellsAndSayWhatIsLeft() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path model = model(8, 1).write(folder.resolve("model.onnx"));
        Path other = model(8, 1)
                .write(Files.createDirectories(folder.resolve("other")).resolve("other.onnx"));
        Path slow = model(64, 3).width(48).write(folder.resolve("slow.onnx"));
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);

        Outcome outcome = imageJ.runDriver(
                ConversationDriver.class,
                imageJ.path().toString(),
                out.toString(),
                model.toString(),
                other.toString(),
                slow.toString());
        keepPictures(out);

        assertThat(outcome.ended()).as(outcome.output()).isTrue();
        assertThat(Files.readAllLines(out.resolve("conversation.txt")))
                .as(outcome.output())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "complaint: 'Best to keep (0: all)' must be 0 (all) to the count, 4, found 5"),
                        line -> assertThat(line).isEqualTo("asked again: count=4 best=5"),
                        line -> assertThat(line)
                                .as("what did not work is not remembered")
                                .isEqualTo("later: count=16 best=0"),
                        line -> assertThat(line)
                                .startsWith("recorded: run(\"LatentJ Generate...\"")
                                .contains(" count=4 best=0 seed=7 ")
                                .containsOnlyOnce("count="),
                        line -> assertThat(line).isEqualTo("status: 4 images: Generated, seed 7"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "all that is wrong: 'Distance to either side' must be a number from 0.001 to 1000, found '0'"
                                                + " 'Images to move' must name images from 1 to 4, found '99'"),
                        line -> assertThat(line)
                                .isEqualTo("directions: [area, brightness], without: [(none), area, brightness]"),
                        line -> assertThat(line)
                                .isEqualTo("of another model: [none is saved beside this model], without: [(none)]"),
                        line -> assertThat(line).isEqualTo("again: [area, brightness]"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "line: Numbers mean images of 'Generated, seed 7', a montage of 9 images, as drawn"
                                                + " on its cells. Selected now: 2, 6. numbers: 9, covered: false"),
                        line -> assertThat(line).isEqualTo("after closing: 0, own overlay kept: true"),
                        line -> assertThat(line)
                                .startsWith("after OK: 0, status: 11 images: Interpolated, chain; step median ")
                                .endsWith(" % of the grey range (RMS)"),
                        line -> assertThat(line).startsWith("unit: root mean square difference of neighbours"),
                        line -> assertThat(line)
                                .isEqualTo("macro: run(\"LatentJ Interpolate...\", \"points=1,2 path=chain"
                                        + " method=auto steps=10 output=montage\")"),
                        line -> assertThat(line).isEqualTo("points again: 1,2, after a new selection: selected"),
                        line -> assertThat(line).isEqualTo("flipped: told true, numbers: 0"),
                        line -> assertThat(line).isEqualTo("clicked: A 2,5, B 1-6, selection kept: true, open: true"),
                        line -> assertThat(line).isEqualTo("given back: true, numbers: 0"),
                        line -> assertThat(line).isEqualTo("picked: area"),
                        line -> assertThat(line).isEqualTo("status: LatentJ Direction: deleted 'area'"),
                        line -> assertThat(line)
                                .isEqualTo("next action: groups, saved: [choose to fill in its name, brightness]"),
                        line -> assertThat(line).isEqualTo("after Cancel: before"),
                        line -> assertThat(line).isEqualTo("after Escape: LatentJ Generate stopped: nothing was kept"),
                        line -> assertThat(line)
                                .as("no log opened in all this")
                                .isEqualTo("new images: 0, recorded: , log: null"));
    }

    /** One that tells its prior, so that no question comes. */
    private static TinyModel model(int latentSize, int channels) {
        return new TinyModel(latentSize, channels)
                .spec(GeneratorSpec.builder()
                        .latentSize(latentSize)
                        .channels(channels)
                        .imageSize(TinyModel.SIDE, TinyModel.SIDE)
                        .build());
    }

    private static void keepPictures(Path out) throws IOException {
        try (var files = Files.newDirectoryStream(out, "*.png")) {
            for (Path picture : files) {
                Files.copy(picture, PICTURES.resolve(picture.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

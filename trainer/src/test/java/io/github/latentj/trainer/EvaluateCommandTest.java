package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.latentj.trainer.MainTest.Result;
import io.github.latentj.trainer.data.Augmentation;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.evaluate.Evaluation;
import io.github.latentj.trainer.evaluate.EvaluationRequest;
import io.github.latentj.trainer.evaluate.LabelOptions;
import io.github.latentj.trainer.run.RunEvaluation;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What a user sees who measures a trained model. */
class EvaluateCommandTest {
    @TempDir
    private static Path folder;

    private static Path run;
    private static Path heldBack;

    @BeforeAll
    static void train() throws IOException {
        Path images = folder.resolve("images");
        paint(images.resolve("a"), 24, 1);
        paint(images.resolve("b"), 24, 2);
        heldBack = folder.resolve("held back");
        paint(heldBack.resolve("a"), 12, 3);
        paint(heldBack.resolve("b"), 12, 4);
        run = folder.resolve("run");
        List<Object> train = new ArrayList<>(List.of("train", "--data", images, "--out", run, "--size", 32));
        train.addAll(List.of("--features", 4, "--latent", 4, "--batch", 8, "--threads", 1, "--epochs", 1, "--flips"));
        succeeds(train.toArray());
    }

    private static void paint(Path target, int count, int seed) {
        succeeds("paint", "--out", target, "--count", count, "--size", 32, "--seed", seed);
    }

    private static String succeeds(Object... arguments) {
        Result result = MainTest.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private static JsonObject evaluation() throws IOException {
        return JsonParser.parseString(Files.readString(run.resolve("evaluation.json")))
                .getAsJsonObject();
    }

    private static Document report() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(run.resolve("report.html")))));
    }

    private static final RunEvaluation.Listener DEAF = new RunEvaluation.Listener() {
        @Override
        public void dropped(List<String> titles) {
            // not told
        }

        @Override
        public void measured(RunEvaluation.Chapter chapter) {
            // not told
        }
    };

    @BeforeEach
    void forgetWhatWasMeasured() throws IOException {
        Files.deleteIfExists(run.resolve("evaluation.json"));
    }

    private static List<String> chapters() throws IOException {
        List<String> keys = new ArrayList<>();
        evaluation()
                .getAsJsonArray("chapters")
                .forEach(
                        chapter -> keys.add(chapter.getAsJsonObject().get("key").getAsString()));
        return keys;
    }

    @Test
    void chaptersOfTheSameModelStayAndThoseOfAnEarlierOneAreMarkedAndThenLeave() throws Exception {
        succeeds("evaluate", run, "--only", "jumps", "--count", 20);
        JsonElement jumps = evaluation().getAsJsonArray("chapters").get(0);
        assertThat(succeeds("evaluate", run, "--only", "distances", "--count", 20))
                .doesNotContain("leave the report");
        assertThat(chapters()).containsExactly("distances", "jumps");
        assertThat(evaluation().getAsJsonArray("chapters").get(1)).isEqualTo(jumps);
        assertThat(run.resolve("evaluation")).isDirectoryContaining("glob:**walk-*");
        succeeds("evaluate", run, "--only", "jumps", "--count", 20, "--seed", 2);
        assertThat(chapters()).containsExactly("distances", "jumps");
        assertThat(evaluation().getAsJsonArray("chapters").get(1)).isNotEqualTo(jumps);
        assertThat(report().getDocumentElement().getTextContent())
                .contains("--only jumps --count 20 --seed 2", "--only distances --count 20")
                .doesNotContain("an earlier model");

        succeeds("resume", run, "--epochs", 2);
        assertThat(Files.readString(run.resolve("report.html")).split("measured on an earlier model", -1))
                .as("said of both chapters")
                .hasSize(3);
        assertThat(succeeds("evaluate", run, "--only", "distances", "--count", 20))
                .contains("Chapters of an earlier model leave the report: Distances, Jumps.");
        assertThat(chapters()).containsExactly("distances");
        assertThat(run.resolve("evaluation")).isEmptyDirectory();
        assertThat(report().getDocumentElement().getTextContent()).doesNotContain("an earlier model");
    }

    @Test
    void oneCommandMeasuresPrintsAndReportsTheSameForTheSameSeed() throws Exception {
        String told = succeeds("evaluate", run, "--held-back", heldBack, "--count", 20);
        assertThat(told)
                .contains("patch distance at 32x32", "kernel distance", "precision", "recall", "similarity of pairs")
                .contains("Distance to the nearest of 48 training images", "steps of more than 3 medians")
                .contains("Strongest maps", "class: 2 classes, trained on 48 images, tested on 24")
                .contains("untrained discriminator", "pixels", "components", "report.html")
                .doesNotContain("FID");
        JsonObject first = evaluation();
        assertThat(first.getAsJsonArray("chapters")).hasSize(5);

        Document page = report();
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getDocumentElement().getTextContent())
                .contains("Evaluation", "Copies", "a small shift or turn of a copy fools", "Guided backpropagation");
        assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("http", "href", "url(", "@import");
        assertThat(ImageIO.read(run.resolve("evaluation/guided.png").toFile()).getWidth())
                .as("15 images of 32 pixels with gaps")
                .isEqualTo(15 * 33 - 1);

        succeeds("evaluate", run, "--held-back", heldBack, "--count", 20);
        assertThat(evaluation().get("chapters")).isEqualTo(first.get("chapters"));
        succeeds("evaluate", run, "--held-back", heldBack, "--count", 20, "--seed", 2);
        assertThat(evaluation().get("chapters")).isNotEqualTo(first.get("chapters"));
    }

    @Test
    void labelsOfATableBecomeQuartilesAndAnotherNetworkGivesFeatures() throws IOException {
        List<String> lines = new ArrayList<>(List.of("file,area,plate"));
        try (var files = Files.walk(folder.resolve("images"))) {
            files.filter(file -> file.toString().endsWith(".png")).sorted().forEach(file -> {
                int row = lines.size();
                lines.add(
                        file.getParent().getFileName() + "/" + file.getFileName() + "," + row * 7 % 48 + "," + row / 2);
            });
        }
        Path table = Files.write(folder.resolve("table.csv"), lines);
        List<Object> evaluate = new ArrayList<>(List.of("evaluate", run, "--count", 20, "--labels", table));
        evaluate.addAll(List.of("--label-column", "area", "--quartiles", "--group-column", "plate"));
        evaluate.addAll(List.of("--only", "features,distances", "--features-model", run.resolve("discriminator.onnx")));
        assertThat(succeeds(evaluate.toArray()))
                .contains("area, quartiles: 4 classes", "other groups", "Features of discriminator.onnx");
        assertThat(evaluation().getAsJsonArray("chapters")).hasSize(2);
    }

    @Test
    void stoppedEvaluationKeepsWholeSectionsInTheReport() throws Exception {
        try (RunFolder opened = RunFolder.open(run)) {
            EvaluationRequest request = new EvaluationRequest(
                    run,
                    opened.readSettings(),
                    ImageFolder.read(folder.resolve("images"), 32, null).images(),
                    Augmentation.NONE,
                    Optional.empty(),
                    LabelOptions.ofImages(),
                    Optional.empty(),
                    Set.of(),
                    20,
                    1);
            Evaluation stopping = new Evaluation(request, (what, done, total) -> {
                if (what.startsWith("Nearest training images")) {
                    throw new CancellationException();
                }
            });
            assertThatThrownBy(() -> RunEvaluation.write(opened, stopping, "evaluate", DEAF))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(evaluation().getAsJsonArray("chapters")).hasSize(2);
        assertThat(report().getDocumentElement().getTextContent())
                .contains("Jumps")
                .doesNotContain("Nearest");
    }

    @Test
    void featuresOfALabelledFolderBecomeATable() throws IOException {
        Path table = folder.resolve("features.csv");
        succeeds("features", run, "--data", heldBack, "--out", table);
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(25);
        int maps = 4 + 8 + 16;
        assertThat(lines.get(0)).startsWith("file,label,logit,M1_1,M1_2").endsWith(",M" + maps + "_16");
        assertThat(lines.get(1).split(",")).hasSize(3 + 16 * maps).contains("a");
        assertThat(lines.get(24).split(",")[1]).isEqualTo("b");
        Result again = MainTest.run("features", run, "--data", heldBack, "--out", table);
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("exists already");
    }

    @Test
    void refusesBeforeWorkBegins() throws IOException {
        Path bare = Files.createDirectories(folder.resolve("not exported"));
        Files.copy(run.resolve("settings.yaml"), bare.resolve("settings.yaml"));
        Files.copy(run.resolve("data.json"), bare.resolve("data.json"));
        refused(ExitCode.INPUT_DATA, "make it by: latentj-trainer export", "evaluate", bare);
        refused(ExitCode.INPUT_DATA, "no settings.yaml", "evaluate", folder);
        refused(ExitCode.USAGE, "--count must be 20 to", "evaluate", run, "--count", 5);
        refused(ExitCode.USAGE, "are the images of training", "evaluate", run, "--held-back", folder.resolve("images"));
        refused(ExitCode.USAGE, "need a table: --labels", "evaluate", run, "--label-column", "area");
    }

    private static void refused(int code, String said, Object... arguments) {
        Result result = MainTest.run(arguments);
        assertThat(result.err()).contains(said).doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(code);
    }
}

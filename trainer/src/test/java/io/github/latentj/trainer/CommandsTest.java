package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.trainer.MainTest.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What can be done with a run once it is there, and the help that says so. */
class CommandsTest {
    @TempDir
    private Path folder;

    private Path trained() throws IOException {
        Path images = folder.resolve("images");
        Path run = folder.resolve("run");
        assertThat(MainTest.run("paint", "--out", images, "--count", 8, "--size", 32)
                        .code())
                .isZero();
        Result result = MainTest.run(
                "train",
                "--data",
                images,
                "--out",
                run,
                "--size",
                32,
                "--features",
                4,
                "--latent",
                4,
                "--batch",
                4,
                "--threads",
                1,
                "--epochs",
                3);
        assertThat(result.code()).as(result.err()).isZero();
        return run;
    }

    private static String succeeds(Object... arguments) {
        Result result = MainTest.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private static void assertRefused(int code, String said, Object... arguments) {
        Result result = MainTest.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void finishedRunSaysSoAndIsMadeLonger() throws IOException {
        Path run = trained();
        assertThat(succeeds("resume", run)).contains("Done already: 3 epochs; more by: resume --epochs");
        assertThat(succeeds("resume", run, "--epochs", 5)).contains("Resuming after step 6", "step 10/10");
        assertThat(run.resolve("settings.yaml")).content().contains("epochs: 5");
        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(11);
        assertRefused(2, "--epochs must be at least 5, found 4", "resume", run, "--epochs", 4);
        assertRefused(2, "give one of them", "resume", run, "--epochs", 6, "--images", 80);
        assertThat(succeeds("resume", run, "--images", 41))
                .contains("41 images are 6 epochs of 8.", "ends after 6 epochs now instead of 5", "step 12/12");
        assertRefused(3, "nothing to resume", "resume", folder.resolve("images"));
    }

    @Test
    void resumedRunTakesAnotherCacheAndNumberOfCheckpointsAndComesToTheSameWeights() throws IOException {
        Path run = trained();
        Path other = folder.resolve("other");
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(run.relativize(file).toString()));
            }
        }
        assertRefused(2, "--cache must be 0 to 1000000, found -1", "resume", run, "--cache", -1);
        assertRefused(2, "--keep-checkpoints", "resume", run, "--keep-checkpoints", 0);
        succeeds("resume", run, "--epochs", 4);
        assertThat(succeeds("resume", other, "--epochs", 4, "--cache", 0, "--keep-checkpoints", 2))
                .contains("Held in memory: 0 of 8 pictures");
        assertThat(other.resolve("settings.yaml")).content().contains("cache: 0\n", "keep-checkpoints: 2\n");
        assertThat(other.resolve("checkpoints").toFile().list())
                .containsExactlyInAnyOrder("step-00000006", "step-00000008");
        String tensors = "checkpoints/step-00000008/tensors.bin";
        assertThat(other.resolve(tensors)).hasSameBinaryContentAs(run.resolve(tensors));
        assertThat(succeeds("resume", other, "--cache", "automatic")).contains("Held in memory: all pictures");
        assertThat(other.resolve("settings.yaml")).content().contains("cache: automatic\n", "keep-checkpoints: 2\n");
    }

    @Test
    void newestAndBestCheckpointsAreExported() throws IOException {
        Path run = trained();
        Path newest = folder.resolve("newest");
        assertThat(succeeds("export", run, "--out", newest)).contains("The models are in " + newest);
        assertThat(newest.resolve("generator.onnx")).hasSameBinaryContentAs(run.resolve("generator.onnx"));
        succeeds("export", run, "--best");
        assertThat(run.resolve("best/generator.onnx")).isNotEmptyFile();
        succeeds(
                "sample", "--model", run.resolve("best/generator.onnx"), "--out", folder.resolve("made"), "--count", 2);
        assertThat(folder.resolve("made/image-00001.png")).isNotEmptyFile();
        Files.writeString(run.resolve("checkpoints/step-00000006/manifest.json"), "{}");
        assertThat(succeeds("export", run, "--out", newest)).contains("Checkpoint skipped", "damaged");
        assertThat(succeeds("info", newest.resolve("generator.onnx")))
                .contains("training.steps = 4", "training.epochs = 2", "training.epochs_planned = 3")
                .contains("training.checkpoint = newest");
        assertThat(succeeds("info", run.resolve("best/generator.onnx"))).contains("training.checkpoint = best");
    }

    @Test
    void infoTellsRunsCheckpointsAndModelsApart() throws IOException {
        Path run = trained();
        assertThat(succeeds("info", run))
                .contains("Run of the LatentJ trainer", "8 images of " + folder.resolve("images"))
                .contains("step-00000006: whole, SHA-256 verified; step 6, 3 whole epochs", "Best: checkpoint");
        Path checkpoint = run.resolve("checkpoints/step-00000004");
        assertThat(succeeds("info", checkpoint)).contains("whole").doesNotContain("Run of");
        Files.write(checkpoint.resolve("tensors.bin"), new byte[10]);
        assertThat(succeeds("info", checkpoint)).contains("cannot be used", "damaged");
        assertThat(succeeds("info", run.resolve("generator.onnx")))
                .contains(
                        "LatentJ model",
                        "input z [-1, 4, 1, 1]",
                        "output image",
                        "SHA-256 of the file: ",
                        "latentj.training.seed = 1");
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.copy(run.resolve("generator.onnx"), models.resolve("generator.onnx"));
        String facts = succeeds("info", run.resolve("generator.onnx"));
        assertThat(succeeds("info", models)).isEqualTo(facts);
        assertRefused(3, "nothing to evaluate", "evaluate", models);
        assertRefused(3, "only models: name the folder of the run", "export", models);
        Path zip = folder.resolve("model.zip");
        succeeds("package", models, "--out", zip);
        assertThat(succeeds("info", zip)).isEqualTo(facts);
        succeeds("generate", "--model", zip, "--out", folder.resolve("made"), "--count", 2);
        assertThat(folder.resolve("made/image-00001.png")).isNotEmptyFile();
        Path noModel = Files.writeString(folder.resolve("no.zip"), "no zip");
        assertRefused(3, "no zip, or a damaged one: " + noModel, "info", noModel);
        assertRefused(3, "nothing to look at", "info", folder.resolve("images"));
        assertRefused(3, "there is no model file", "info", folder.resolve("nowhere.onnx"));
    }

    /** A run of version 0.1 as it was left: settings in JSON, a checkpoint of format 1. */
    @Test
    void runOfAnOlderVersionGoesOn() throws IOException {
        Path images = folder.resolve("images");
        Path run = folder.resolve("old");
        succeeds("paint", "--out", images, "--count", 8, "--size", 32);
        Path golden = Path.of("src/test/resources/run-0.1").toAbsolutePath();
        try (Stream<Path> files = Files.walk(golden)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = run.resolve(golden.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        assertThat(succeeds("info", run))
                .contains("whole, SHA-256 verified; step 2, 1 whole epoch,", "generator average");
        String data = Files.readString(run.resolve("data.json"));
        Files.writeString(run.resolve("data.json"), data.replaceAll("(?s)\"reading\".*\"images\"", "\"images\""));
        assertRefused(3, "did not note how it read its images", "resume", run, "--data", images);
        succeeds("report", run);
        Files.writeString(run.resolve("data.json"), data);
        assertThat(succeeds("resume", run, "--data", images, "--epochs", 2))
                .contains("Resuming after step 2", "step 4/4", "Exported to ONNX");
        assertThat(run.resolve("settings.yaml")).content().contains("epochs: 2", "ema: 0.9", "crop: automatic");
        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(5);
        succeeds("export", run, "--out", folder.resolve("models"));
    }

    @Test
    void reportIsWrittenAnew() throws IOException {
        Path run = trained();
        Files.delete(run.resolve("report.html"));
        assertThat(succeeds("report", run)).contains(run.resolve("report.html").toString());
        assertThat(run.resolve("report.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n");
        assertRefused(3, "nothing to look at", "report", folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "resume",
                "inspect",
                "export",
                "evaluate",
                "features",
                "package",
                "generate",
                "info",
                "report",
                "demo",
                "paint"
            })
    void helpHasExamplesThatTheCommandLineUnderstands(String command) {
        assertThat(succeeds(command, "--help")).contains("Examples:");
        String[] examples = new CommandLine(new Main())
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .usageMessage()
                .footer();
        assertThat(examples).isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        for (String example : String.join("\n", examples).replace("\\\n", "").split("\n")) {
            String[] words = example.strip().split(" +");
            assertThat(words[0]).isEqualTo("latentj-trainer");
            CommandLine.ParseResult parsed =
                    new CommandLine(new Main()).parseArgs(Arrays.copyOfRange(words, 1, words.length));
            assertThat(parsed.subcommand().commandSpec().names()).contains(command);
        }
    }

    @Test
    void shellCompletionKnowsTheCommands() {
        assertThat(succeeds("generate-completion")).contains("resume", "--label-smoothing", "complete -F");
    }

    /** Picocli keeps the words of an option under its label: options that share one would share their words. */
    @Test
    void tabKeyOffersEachOptionItsOwnWords() throws Exception {
        Path script = Files.writeString(folder.resolve("completion.sh"), succeeds("generate-completion"));
        for (String command : List.of("train", "inspect", "resume")) {
            for (CommandLine.Model.OptionSpec option : new CommandLine(new Main())
                    .getSubcommands()
                    .get(command)
                    .getCommandSpec()
                    .options()) {
                if (option.completionCandidates() != null) {
                    assertThat(offered(script, command, option.longestName()))
                            .as(command + " " + option.longestName())
                            .containsExactlyInAnyOrderElementsOf(option.completionCandidates());
                }
            }
        }
    }

    private static List<String> offered(Path script, String command, String option) throws Exception {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(latentj-trainer " + command + " " + option
                                + " ''); COMP_CWORD=3; _complete_latentj-trainer; echo ${COMPREPLY[@]}")
                .start();
        return List.of(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split("\\s+"));
    }

    @Test
    void helpOfTrainShowsEachOptionOnceUnderTheHeadingOfItsKind() {
        String help = succeeds("train", "--help").split("Exit codes")[0];

        List<String> shown = Pattern.compile("(?m)^ {2}.{4}(--[^ =]+)")
                .matcher(help)
                .results()
                .map(option -> option.group(1).replace("[no-]", ""))
                .toList();

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(new CommandLine(new Main())
                        .getSubcommands().get("train").getCommandSpec().options().stream()
                                .filter(option -> !option.hidden())
                                .map(CommandLine.Model.OptionSpec::longestName)
                                .toList());
        assertThat(help.lines().filter(line -> line.matches("[A-Z][a-z ]+:")))
                .containsSubsequence("Images:", "Networks:", "Training:", "Machine and disk:");
        assertThat(help).contains("--features=N ", "Usage: latentj-trainer train --data FOLDER [OPTIONS]");
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell people to type is typed here, from their own text, shortened but otherwise as it stands. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("latentj.root"));

    /** Commands that are not run here, by how they begin, and why. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "mvn ", "the build does not start itself: .ci/newcomer runs them",
            "java -cp ij.jar ", "takes ten minutes; ScienceMacroTest holds its lines to the commands",
            "java -Xmx8g -jar ...", "stands for any command",
            "rm trainer/target/lib/", "belongs to the next",
            "DJL_OFFLINE=false ", "needs a GPU and the network");

    private static final String BENCHMARK = "java -cp plugin/target/";

    @TempDir
    private static Path shared;

    private static DocumentationSandbox sandbox;

    @BeforeAll
    static void trainTheRunThatDocumentsSpeakOf() throws IOException, InterruptedException {
        if (DocumentationSandbox.hasImages()) {
            sandbox = DocumentationSandbox.create(shared);
        }
    }

    @Test
    void everyBlockOfCodeSaysWhatItIs() throws IOException {
        for (String document : DocumentedCommands.documents()) {
            // Those of macros.md are macro lines: MacroDocumentTest runs them.
            if (!document.equals("docs/macros.md")) {
                assertThat(DocumentedCommands.languages(document))
                        .as(document)
                        .isSubsetOf("sh", "text", "java", "xml", "ijm", "groovy");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.latentj.e2e.DocumentedCommands#documents")
    void commandsOfADocumentWork(String document, @TempDir Path folder) throws Exception {
        runAll(DocumentedCommands.in(document), folder);
    }

    @Test
    void examplesOfTheTrainersHelpWork(@TempDir Path folder) throws Exception {
        List<String> examples = DocumentedCommands.examplesOfTheTrainer(folder);
        assertThat(examples).hasSizeGreaterThan(25);
        runAll(examples, folder);
    }

    @Test
    void mavenCommandsNameProfilesModulesAndTestsThatExist() throws IOException {
        String poms = Files.readString(ROOT.resolve("pom.xml"));
        for (String module : List.of("trainer", "trainer/bundle", "src-test", "plugin/distribution")) {
            poms += Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        }
        for (String document : DocumentedCommands.documents()) {
            for (String command : DocumentedCommands.in(document)) {
                if (command.startsWith("mvn ")) {
                    requireKnownWords(document + ": " + command, command.split(" "), poms);
                }
            }
        }
    }

    private static void requireKnownWords(String where, String[] words, String poms) throws IOException {
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.equals("-pl")) {
                assertThat(ROOT.resolve(words[i + 1]).resolve("pom.xml"))
                        .as(where)
                        .isRegularFile();
            } else if (word.startsWith("-P")) {
                assertThat(poms).as(where).contains("<id>" + word.substring(2) + "</id>");
            } else if (word.startsWith("-Dtest=")) {
                for (String test : word.substring("-Dtest=".length()).split(",")) {
                    assertThat(javaFiles(test)).as(where).isNotEmpty();
                }
            }
        }
    }

    private static List<Path> javaFiles(String className) throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith(className + ".java")).toList();
        }
    }

    private static void runAll(List<String> commands, Path folder) throws Exception {
        for (String command : commands) {
            if (command.startsWith(DocumentedCommands.TRAINER)) {
                assumeTrue(sandbox != null, "the real images are not at ../shared/data");
                run(command, folder);
            } else if (command.startsWith(BENCHMARK)) {
                runBenchmark(command);
            } else {
                assertThat(NOT_HERE.keySet()).as(command).anyMatch(command::startsWith);
            }
        }
    }

    private static void runBenchmark(String command) throws Exception {
        Path onnxRuntime = Path.of(OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String[] words = command.replace("ONNXRUNTIME.jar", onnxRuntime.toString())
                .replace("ROUNDS IMAGES BATCH MODEL", "1 32 16 plugin/models/nuclei64/generator.onnx")
                .split(" ");
        words[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(words)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("round 1: bare loop");
    }

    private static void run(String command, Path folder) throws Exception {
        String[] arguments =
                command.substring(DocumentedCommands.TRAINER.length()).split(" ");
        TrainerProcess.Outcome outcome = TrainerProcess.run(folder, sandbox.shortened(arguments, folder));
        assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.output()).isZero();
        assertThat(outcome.output()).as(command).doesNotContainPattern(Pattern.compile("Exception|\\tat "));
    }
}

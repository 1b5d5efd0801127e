package io.github.latentj.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines that a reader of the documents would copy, in the order of the text. */
final class DocumentedCommands {
    static final String TRAINER = "java -jar trainer/target/latentj-trainer.jar ";

    private static final String IN_THE_BUNDLE = "java -jar latentj-trainer.jar ";
    private static final Path ROOT = Path.of(System.getProperty("latentj.root"));
    private static final List<String> FOLDERS = List.of(".", "docs", "onnx-export", "plugin/models/nuclei64");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    /** The trainer's commands are named in prose without what starts it. */
    private static final Pattern TRAINER_SPAN = Pattern.compile(
            "(train|resume|inspect|export|evaluate|features|package|generate|sample|info|report|demo|paint) .+");

    private static final Pattern EXAMPLE = Pattern.compile("(?m)^ {2}latentj-trainer (.+)$");

    private DocumentedCommands() {}

    /** Every document that users read, named as in the project. */
    static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .map(file -> ROOT.relativize(file.normalize()).toString())
                        .sorted()
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    /** What the document's fenced blocks are written in. */
    static List<String> languages(String document) throws IOException {
        return BLOCK.matcher(text(document))
                .results()
                .map(block -> block.group(1))
                .distinct()
                .collect(Collectors.toList());
    }

    /** Whole lines of shell blocks, and spans of prose that start Maven, Java or a command of the trainer. */
    static List<String> in(String document) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(document));
        int end = 0;
        String text = text(document);
        while (block.find()) {
            addSpans(text.substring(end, block.start()), commands);
            if (block.group(1).equals("sh")) {
                String whole = block.group(2).replaceAll("\\\\\\n\\s*", "");
                whole.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> line.startsWith(IN_THE_BUNDLE)
                                ? TRAINER + line.substring(IN_THE_BUNDLE.length())
                                : line)
                        .forEach(commands::add);
            }
            end = block.end();
        }
        addSpans(text.substring(end), commands);
        return commands;
    }

    private static void addSpans(String prose, List<String> commands) {
        Matcher span = SPAN.matcher(prose);
        while (span.find()) {
            String words = span.group(1).replaceAll("\\s+", " ");
            if (TRAINER_SPAN.matcher(words).matches()) {
                commands.add(TRAINER + words);
            } else if (words.startsWith("mvn ") || words.startsWith("java -")) {
                commands.add(words);
            }
        }
    }

    /** The examples of the trainer's {@code --help}, those of all commands together. */
    static List<String> examplesOfTheTrainer(Path folder) throws IOException, InterruptedException {
        List<String> examples = new ArrayList<>();
        Matcher command = Pattern.compile("(?m)^ {2}([a-z]+)(,| {2})").matcher(help(folder, "--help"));
        while (command.find()) {
            String help = help(folder, command.group(1), "--help").replaceAll("\\\\\\R *", "");
            EXAMPLE.matcher(help)
                    .results()
                    .map(example -> TRAINER + example.group(1))
                    .forEach(examples::add);
        }
        return examples;
    }

    private static String help(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpicocli.usage.width=400",
                "-jar",
                ROOT.resolve("trainer/target/latentj-trainer.jar").toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        try (InputStream output = process.getInputStream()) {
            String help = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " did not end well: " + help);
            }
            return help;
        }
    }

    private static String text(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }
}

package io.github.latentj.trainer.config;

import java.nio.file.Path;

/** A command of the trainer in full, to be pasted into the same terminal. */
public final class TypedCommand {
    /** What no shell reads as something else. */
    private static final String PLAIN = "[\\w./:\\\\+-]+";

    private static final String JAR = "latentj-trainer[^/\\\\]*\\.jar";

    private TypedCommand() {}

    public static String of(String command, Path path) {
        return start(System.getProperty("java.class.path", "")) + " " + command + " " + quoted(path.toString());
    }

    /** The class path of {@code java -jar} is the jar as it was typed. */
    public static String start(String classPath) {
        boolean jar = classPath.matches("(?:.*[/\\\\])?" + JAR);
        return jar ? "java -jar " + quoted(classPath) : "latentj-trainer";
    }

    private static String quoted(String word) {
        return word.matches(PLAIN) ? word : '"' + word + '"';
    }
}

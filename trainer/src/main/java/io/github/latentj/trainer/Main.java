package io.github.latentj.trainer;

import io.github.latentj.trainer.run.TrainerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line of the trainer: one line of error and an exit code, never a stack trace unless asked for. */
@Command(
        name = "latentj-trainer",
        description = "Trains a DCGAN on your images and exports it to ONNX.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a bug of ours",
            "2:wrong options",
            "3:unusable images, run folder or model file",
            "4:this machine: disk, memory, natives",
            "5:training diverged",
            "130, 143:stopped by Ctrl-C or SIGTERM, after saving"
        },
        subcommands = {
            TrainCommand.class,
            InspectCommand.class,
            ResumeCommand.class,
            ExportCommand.class,
            EvaluateCommand.class,
            FeaturesCommand.class,
            PackageCommand.class,
            GenerateCommand.class,
            InfoCommand.class,
            ReportCommand.class,
            DemoCommand.class,
            PaintCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Reads the version out of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"LatentJ trainer " + TrainerVersion.current()};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: "
                        + String.join(", ", new TreeSet<>(spec.subcommands().keySet())));
    }

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        loadProtobufQuietly();
        int code = run(arguments, System.out, System.err);
        System.out.flush();
        System.exit(code);
    }

    /** Java 24 and later warn of how protobuf reaches memory, once, when it starts; users can do nothing about that. */
    private static void loadProtobufQuietly() {
        if (Runtime.version().feature() < 24) {
            return;
        }
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            Class.forName("com.google.protobuf.UnsafeUtil");
        } catch (ClassNotFoundException | LinkageError e) {
            // Then it warns, or fails, when it is needed.
        } finally {
            System.setErr(err);
        }
    }

    /** Everything but the exit of the JVM. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler((failure, command, parsed) -> main.explain(failure, err));
        // Not the first mistake, but all of them are told.
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().parser().collectErrors(true));
        line.getSubcommands().values().forEach(OptionGroups::showInHelp);
        try {
            return line.execute(asOptions(arguments));
        } catch (OutOfMemoryError | LinkageError e) {
            return main.explain(e, err);
        }
    }

    /** {@code help} and {@code help train} as people type them. */
    private static String[] asOptions(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        return arguments.length == 1 ? new String[] {"--help"} : new String[] {arguments[1], "--help"};
    }

    private static int execute(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        List<Exception> mistakes = new ArrayList<>(parsed.errors());
        if (command != parsed) {
            mistakes.addAll(command.errors());
        }
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        if (mistakes.isEmpty()) {
            return new CommandLine.RunLast().execute(parsed);
        }
        CommandLine line = command.commandSpec().commandLine();
        List<String> lines = mistakes.stream().map(PlainWords::of).distinct().collect(Collectors.toList());
        if (command.commandSpec().userObject() instanceof TrainCommand train) {
            lines.addAll(train.problems());
        }
        throw new ParameterException(line, String.join("\n", lines));
    }

    private static int explainUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        command.getErr().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int explain(Throwable failure, PrintStream err) {
        int code = ExitCode.of(failure);
        if (debug) {
            failure.printStackTrace(err);
        } else if (code == ExitCode.OUR_BUG) {
            err.println("This is a bug of LatentJ: " + failure + ". Please report it with the file " + saved(failure));
        } else {
            err.println(message(failure));
        }
        return code;
    }

    private static String message(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "Java ran out of memory; give it more with -Xmx, or use a smaller --batch or --size";
        }
        // The message of file errors is often the bare path; the type says what happened.
        return failure instanceof IOException
                ? failure.getClass().getSimpleName().replace("Exception", "") + ": " + failure.getMessage()
                : failure.getMessage();
    }

    private static String saved(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("latentj-bug-", ".txt");
            Files.writeString(file, TrainerVersion.current() + "\n" + trace);
            return file.toString();
        } catch (IOException e) {
            return "made by running the same command with --debug";
        }
    }
}

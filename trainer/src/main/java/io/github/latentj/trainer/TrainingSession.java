package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.export.OnnxEngine;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.run.RunFolder;
import io.github.latentj.trainer.run.TrainingRun;
import io.github.latentj.trainer.train.DivergedException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** What {@code train} and {@code demo} have in common: a run with its progress shown and its end told. */
final class TrainingSession {
    private final TrainingSettings settings;
    private final PrintWriter out;

    TrainingSession(TrainingSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** From Java 22 on there is a console without a terminal, and a method that tells. */
    static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    private interface Work {
        TrainingRun.Outcome run() throws IOException;
    }

    /** An end that nobody wished for is in the log in the morning; a diverged run tells of it as an alarm. */
    private static TrainingRun.Outcome noting(RunFolder folder, Work work) throws IOException {
        try {
            return work.run();
        } catch (InvalidSettingsException | DivergedException told) {
            throw told;
        } catch (IOException | RuntimeException | OutOfMemoryError end) {
            folder.noteFailure(end);
            throw end;
        }
    }

    /** Returns the exit code: 0 if a model was exported, or that of the signal that stopped the training before. */
    int run(RunFolder folder, ImageSet images, boolean resume) throws IOException {
        out.println(settings.summary());
        TorchEngine.Started engine = TorchEngine.start(settings.threads(), settings.computeDevice());
        out.println(engine.line());
        // Before hours of training, not after them.
        OnnxEngine.start();
        ProgressLine progress = new ProgressLine(out, isTerminal(System.console()));
        TrainingRun.Outcome outcome;
        int stopped;
        try (StopSignal stop = new StopSignal(() ->
                progress.say("Stopping after this step, which is then saved; once more, and it stops at once."))) {
            TrainingRun run = new TrainingRun(settings.on(engine.device()), images, progress, stop);
            outcome = noting(folder, resume ? () -> run.resume(folder) : () -> run.start(folder));
            stopped = stop.exitCode();
        }
        if (!outcome.finished()) {
            out.println("Stopped and saved, see report.html. Go on with: " + TypedCommand.of("resume", folder.path()));
            out.println("Or make a model of what it has learnt so far: " + TypedCommand.of("export", folder.path()));
            return stopped;
        }
        outcome.parity()
                .ifPresent(parity -> out.println(String.format(
                        Locale.ROOT,
                        "Exported to ONNX; ONNX Runtime differs from DJL by at most %.1e in pixels and %.1e in logits.",
                        parity.generator(),
                        parity.discriminator())));
        out.println("The run is in " + folder.path().toAbsolutePath().normalize() + ":");
        out.println("  generator.onnx      the model for ImageJ: Plugins > LatentJ > LatentJ Generate...");
        out.println("  discriminator.onnx  real or not, as a logit");
        out.println(
                "  inversion.onnx, features.onnx: the same two with gradients, to search latents and explain features");
        out.println("  report.html         the run on one page: images, curves, alarms, settings");
        out.println(
                "  samples/            the same 64 latents after every epoch, and as an animation; real.png to compare"
                        + " with");
        out.println("  metrics.png, .csv   losses and scores of every step");
        out.println("  epochs.csv, log.txt diversity of the images after every epoch; what happened when");
        out.println("  checkpoints/, best/ to go on from, the newest and the nearest to the real images;"
                + " settings.yaml to repeat");
        return ExitCode.DONE;
    }
}

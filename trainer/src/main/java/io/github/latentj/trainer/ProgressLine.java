package io.github.latentj.trainer;

import io.github.latentj.trainer.run.RunProgress;
import io.github.latentj.trainer.train.StepMetrics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Shows training on a terminal: one line that is redrawn, or a plain line now and then where the output is a file or a
 * pipe. Safe for use by several threads.
 */
final class ProgressLine implements RunProgress {
    private static final int BAR_WIDTH = 20;
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    /** What a narrow terminal does without, in this order: the bar, the second D(G(z)), the pace. */
    private static final List<String> DISPENSABLE = List.of(" \\[[= ]*]", " / [0-9.]+$", " [0-9]+ images/s ");

    private final Pace pace = new Pace();
    private final PrintWriter out;
    private final boolean terminal;
    private final int width;
    private long lastStepAt;
    private long lastShownAt;
    private int shownLength;

    /** @param terminal whether a line can be redrawn */
    ProgressLine(PrintWriter out, boolean terminal) {
        this(out, terminal, terminal ? terminalWidth() : Integer.MAX_VALUE);
    }

    /** @param width of the terminal in characters; a line that filled it could not be redrawn */
    ProgressLine(PrintWriter out, boolean terminal, int width) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        lastShownAt = System.nanoTime();
    }

    private static int terminalWidth() {
        return CommandLine.Model.CommandSpec.create()
                .usageMessage()
                .autoWidth(true)
                .width();
    }

    @Override
    public synchronized void say(String line) {
        clear();
        out.println(line);
    }

    @Override
    public synchronized void trainingStarted() {
        lastStepAt = System.nanoTime();
        lastShownAt = lastStepAt - PLAIN_NANOS;
    }

    @Override
    public synchronized void stepDone(Position position, int batchSize, StepMetrics metrics) {
        long now = System.nanoTime();
        pace.step((now - lastStepAt) / 1e9);
        lastStepAt = now;
        boolean last = position.step() == position.steps();
        if (now - lastShownAt >= (terminal ? REDRAW_NANOS : PLAIN_NANOS) || last) {
            lastShownAt = now;
            show(line(position, batchSize, metrics));
        }
    }

    /** Shows a part of other work than training, not before it has taken a while. */
    synchronized void part(String what, int done, int total) {
        long now = System.nanoTime();
        if (now - lastShownAt >= (terminal ? REDRAW_NANOS : PLAIN_NANOS)) {
            lastShownAt = now;
            show(total > 1 ? what + ", " + 100L * done / total + " %" : what);
        }
    }

    private String line(Position position, int batchSize, StepMetrics metrics) {
        double secondsPerStep = pace.secondsPerStep();
        int filled = (int) (BAR_WIDTH * position.step() / position.steps());
        long left = Math.round(secondsPerStep * (position.steps() - position.step()));
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d [%s%s] %.0f images/s  %s left  loss D %.3f G %.3f  D(x) %.2f  D(G(z)) %.2f / %.2f",
                position.epoch(),
                position.epochs(),
                position.step(),
                position.steps(),
                "=".repeat(filled),
                " ".repeat(BAR_WIDTH - filled),
                batchSize / secondsPerStep,
                duration(left),
                metrics.discriminatorLoss(),
                metrics.generatorLoss(),
                metrics.realScore(),
                metrics.fakeScore(),
                metrics.fakeScoreAfter());
    }

    private static String duration(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void show(String line) {
        if (!terminal) {
            out.println(line);
            return;
        }
        String shown = line;
        for (String dispensable : DISPENSABLE) {
            shown = shown.length() < width ? shown : shown.replaceFirst(dispensable, "");
        }
        shown = shown.substring(0, Math.min(shown.length(), width - 1));
        out.print("\r" + shown + " ".repeat(Math.max(0, shownLength - shown.length())));
        out.flush();
        shownLength = shown.length();
    }

    /** Takes away the line that is redrawn. */
    synchronized void clear() {
        if (shownLength > 0) {
            out.print("\r" + " ".repeat(shownLength) + "\r");
            out.flush();
            shownLength = 0;
        }
    }

    @Override
    public synchronized void trainingEnded() {
        if (shownLength > 0) {
            out.println();
            shownLength = 0;
        }
    }
}

package io.github.latentj.trainer.run;

import io.github.latentj.trainer.config.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a run has finished, and how far it came, as its log tells.
 *
 * @param line for a person
 */
record RunStatus(State state, String line) {
    private static final String STEPS = "step ([0-9]+) of ([0-9]+)";
    private static final Pattern BEGUN = Pattern.compile("\\S+ training from step [0-9]+(?: of ([0-9]+))?:.*");
    // Versions before called every end "ended".
    private static final Pattern SAVED =
            Pattern.compile("\\S+ checkpoint saved at " + STEPS + ", training (?:stopped|finished|ended)");
    private static final Pattern FAILED = Pattern.compile("\\S+ (?:ended by |ALARM training diverged ).*");

    enum State {
        TRAINING,
        UNDER_WAY,
        FINISHED,
        STOPPED,
        FAILED
    }

    /** Empty if the log tells of no training. */
    static Optional<RunStatus> of(RunFolder folder) throws IOException {
        RunStatus status = null;
        String ofAll = "";
        long done = stepsDone(folder);
        boolean inUse = folder.isInUse();
        for (String entry : Files.exists(folder.log()) ? Files.readAllLines(folder.log()) : List.<String>of()) {
            String when = entry.split(" ", 2)[0].replace("T", " ").replace("Z", " UTC");
            Matcher begun = BEGUN.matcher(entry);
            Matcher saved = SAVED.matcher(entry);
            if (begun.matches()) {
                ofAll = begun.group(1) == null ? "" : " of " + begun.group(1);
                status = inUse
                        ? new RunStatus(
                                State.TRAINING, "Training since " + when + "; step " + done + ofAll + " is done.")
                        : new RunStatus(
                                State.UNDER_WAY,
                                "Begun " + when + " and interrupted; step " + done + ofAll
                                        + " was done. Go on from its newest checkpoint by:");
            } else if (saved.matches()) {
                status = ended(Long.parseLong(saved.group(1)), Long.parseLong(saved.group(2)), when);
            } else if (FAILED.matcher(entry).matches()) {
                status = new RunStatus(
                        State.FAILED,
                        "Ended by an error " + when + " after step " + done + ofAll
                                + "; the log below says which. Go on from its newest checkpoint by:");
            }
        }
        return Optional.ofNullable(status);
    }

    private static RunStatus ended(long step, long steps, String when) {
        return step < steps
                ? new RunStatus(
                        State.STOPPED, "Stopped at step " + step + " of " + steps + ", saved " + when + ". Go on by:")
                : new RunStatus(
                        State.FINISHED,
                        "Finished " + when + ": all " + steps
                                + " steps are done. To train on, give a larger number of epochs in all:");
    }

    /** That an earlier epoch came nearer to the real images, and what to type for its model; empty if none clearly did. */
    static Optional<String> nearerBefore(RunFolder folder) throws IOException {
        return new EpochsFile(folder.epochs())
                .nearerBefore()
                .map(best -> String.format(
                        Locale.ROOT,
                        "By distance to the real images epoch %d was nearer (%.3f) than the last. One number is no verdict: look at"
                                + " the samples of both, and compare the models; that of the nearest epoch is made by: %s",
                        best.epoch(),
                        best.distance(),
                        TypedCommand.of("export", folder.path().toAbsolutePath().normalize()) + " --best"));
    }

    /** What to type to go on; empty while it does. */
    Optional<String> command(Path run) {
        if (state == State.TRAINING) {
            return Optional.empty();
        }
        String resume = TypedCommand.of("resume", run.toAbsolutePath().normalize());
        return Optional.of(state == State.FINISHED ? resume + " --epochs N" : resume);
    }

    /** As the metrics tell; 0 if there are none. */
    static long stepsDone(RunFolder folder) throws IOException {
        List<String> steps = Files.exists(folder.metrics()) ? MetricsFile.wholeLines(folder.metrics()) : List.of();
        return steps.isEmpty() ? 0 : Long.parseLong(steps.get(steps.size() - 1).split(",")[1]);
    }
}

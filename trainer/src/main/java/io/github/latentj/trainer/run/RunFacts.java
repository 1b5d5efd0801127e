package io.github.latentj.trainer.run;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.run.RunLog.LoggedAlarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run folder or a checkpoint folder is, in lines for a person. */
public final class RunFacts {
    private RunFacts() {}

    /** @throws UnusableRunException if the folder is neither */
    public static List<String> of(Path folder) throws IOException {
        if (Files.exists(folder.resolve(CheckpointStore.MANIFEST))) {
            return List.of(checkpoint(folder));
        }
        try (RunFolder run = RunFolder.view(folder)) {
            return run(run);
        }
    }

    private static List<String> run(RunFolder run) throws IOException {
        List<String> facts = new ArrayList<>();
        facts.add("Run of the LatentJ trainer: " + run.path().toAbsolutePath().normalize());
        facts.add(run.readSettings().summary());
        if (Files.exists(run.data())) {
            DataRecord data = DataRecord.read(run.data());
            facts.add(Counted.of(data.images(), "image") + " of " + data.source() + ", SHA-256 " + data.sha256());
        }
        Optional<RunStatus> status = RunStatus.of(run);
        if (status.isPresent()) {
            facts.add(status.get().line()
                    + status.get()
                            .command(run.path())
                            .map(command -> " " + command)
                            .orElse(""));
        }
        RunStatus.nearerBefore(run).ifPresent(facts::add);
        for (Path checkpoint : new CheckpointStore(run.checkpoints(), 1).checkpoints()) {
            facts.add(checkpoint(checkpoint));
        }
        for (Path best : new CheckpointStore(run.best(), 1).checkpoints()) {
            facts.add("Best: " + checkpoint(best));
        }
        RunLog.alarms(run.log()).forEach(alarm -> facts.add("Alarm, " + alarm.line()));
        if (Files.exists(run.path().resolve(ModelFiles.GENERATOR))) {
            facts.add("Exported: generator.onnx; more by info " + run.path().resolve(ModelFiles.GENERATOR));
        }
        return facts;
    }

    /**
     * What whoever uses a model must know of the run that it lies in; empty if all is well, or it lies in none.
     *
     * @param model a run's folder or a file in it
     */
    public static Optional<String> warning(Path model) throws IOException {
        Path folder = Files.isDirectory(model) ? model : model.toAbsolutePath().getParent();
        if (folder == null || !RunFolder.isRun(folder)) {
            return Optional.empty();
        }
        try (RunFolder run = RunFolder.view(folder)) {
            List<String> ills = RunLog.alarms(run.log()).stream()
                    .filter(alarm -> alarm.over().isEmpty())
                    .map(LoggedAlarm::ill)
                    .toList();
            return ills.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Warning: training raised " + Counted.of(ills.size(), "alarm") + ": "
                            + String.join("; ", ills) + ". Look at samples/ and report.html in "
                            + folder.toAbsolutePath().normalize() + " before you use the model.");
        }
    }

    /** Whole or damaged, and where in the training it was. */
    private static String checkpoint(Path folder) {
        try {
            var state = CheckpointStore.read(folder);
            long numbers = state.tensors().values().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            return String.format(
                    Locale.ROOT,
                    "checkpoint %s: whole, SHA-256 verified; step %d, %s, %d tensors of %d numbers",
                    folder,
                    state.stepsDone(),
                    Counted.of(state.epochsDone(), "whole epoch"),
                    state.tensors().size(),
                    numbers);
        } catch (IOException | RuntimeException damage) {
            return "checkpoint " + folder + " cannot be used: " + damage.getMessage();
        }
    }
}

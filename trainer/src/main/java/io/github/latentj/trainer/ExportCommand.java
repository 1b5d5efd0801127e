package io.github.latentj.trainer;

import io.github.latentj.trainer.export.ModelExport;
import io.github.latentj.trainer.export.WeightFormat;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.run.RunFacts;
import io.github.latentj.trainer.run.RunFolder;
import io.github.latentj.trainer.run.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Writes the models of a run, finished or not, as ONNX, from its newest checkpoint or its best.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer export runs/nuclei",
            "  latentj-trainer export runs/nuclei --best",
            "  latentj-trainer export runs/nuclei --best --out models/nuclei",
            "  latentj-trainer export runs/nuclei --float16 --out models/nuclei"
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Option(names = "--best", description = "The checkpoint whose images were nearest to real ones, not the newest.")
    private boolean best;

    @Option(
            names = "--float16",
            description =
                    "Half the size: weights as float16. Refused if a pixel would change by half a grey level of 8 bits.")
    private boolean float16;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Folder for the models, where older ones are replaced; default: the run folder, or best/ in it.")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the run's images are now; default: where they were.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try (RunFolder folder = RunFolder.open(run, "export")) {
            SavedRun saved = SavedRun.read(folder, data, false, console);
            TorchEngine.start(saved.settings().threads());
            Path target = out == null ? run.resolve(best ? "best" : "") : Files.createDirectories(out);
            TrainingRun training =
                    new TrainingRun(saved.settings(), saved.images(), new ProgressLine(console, false), () -> false);
            ModelExport.Parity parity =
                    training.export(folder, best, float16 ? WeightFormat.FLOAT16 : WeightFormat.FLOAT32, target);
            console.println(String.format(
                    Locale.ROOT,
                    "The models are in %s; ONNX Runtime differs from DJL by at most %.1e in pixels and %.1e in logits.",
                    target.toAbsolutePath().normalize(),
                    parity.generator(),
                    parity.discriminator()));
        }
        RunFacts.warning(run).ifPresent(console::println);
        return ExitCode.DONE;
    }
}

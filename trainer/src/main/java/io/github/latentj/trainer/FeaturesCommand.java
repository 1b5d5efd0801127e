package io.github.latentj.trainer;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.export.FeatureNetwork;
import io.github.latentj.trainer.run.FeatureTable;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "features",
        description =
                "Writes the discriminator's features of images as a CSV table, with their classes where they lie in"
                        + " class folders or have IDX labels, for a classifier of your own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer features runs/nuclei --data cells --out cells.csv",
            "  latentj-trainer features runs/nuclei --models runs/nuclei/best \\",
            "      --data cells.zip --out cells.csv"
        })
final class FeaturesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Folder of the exported models; default: the run folder.")
    private Path models;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder, searched recursively, or zip file of images.")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The table; must not exist.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw new InvalidSettingsException(List.of("--out " + out + " exists already; name another"));
        }
        PrintWriter console = spec.commandLine().getOut();
        Path exported = models == null ? run : models;
        ProgressLine progress = new ProgressLine(console, TrainingSession.isTerminal(System.console()));
        try (RunFolder folder = RunFolder.view(run)) {
            RunImages.requireExported(run, exported, ModelFiles.FEATURES);
            try (FeatureNetwork network = new FeatureNetwork(exported.resolve(ModelFiles.FEATURES), null);
                    StopSignal stop = new StopSignal(() -> progress.say("Stopping; no table is written."))) {
                ImageSet images = new RunImages(folder, false, console).others(data, network.channels());
                try {
                    FeatureTable.write(out, network, images, (what, done, total) -> {
                        if (stop.getAsBoolean()) {
                            throw new CancellationException();
                        }
                        progress.part(what, done, total);
                    });
                } catch (CancellationException stopped) {
                    return stop.exitCode();
                }
                progress.say(images.count() + " rows of " + 16 * network.maps() + " features in "
                        + out.toAbsolutePath().normalize());
            }
        }
        return ExitCode.DONE;
    }
}

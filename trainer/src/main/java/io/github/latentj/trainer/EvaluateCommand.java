package io.github.latentj.trainer;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.evaluate.Evaluation;
import io.github.latentj.trainer.evaluate.EvaluationRequest;
import io.github.latentj.trainer.evaluate.EvaluationRequest.OtherFeatures;
import io.github.latentj.trainer.evaluate.EvaluationRequest.Part;
import io.github.latentj.trainer.evaluate.LabelOptions;
import io.github.latentj.trainer.evaluate.LabelTable;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.run.RunEvaluation;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        description =
                "Measures the model of a run: distances to real images, copies, jumps, what the discriminator sees and"
                        + " what its features know. Writes evaluation.json, evaluation/ and a chapter of report.html.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer evaluate runs/nuclei",
            "  latentj-trainer evaluate runs/nuclei --held-back nuclei-not-trained-on",
            "  latentj-trainer evaluate runs/nuclei --only distances,jumps",
            "  latentj-trainer evaluate runs/nuclei --labels nuclei.csv \\",
            "      --label-column area,eccentricity --quartiles --group-column source"
        })
final class EvaluateCommand implements Callable<Integer> {
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
            description = "Where the run's images are now; default: where they were.")
    private Path data;

    @Option(
            names = "--held-back",
            paramLabel = "FOLDER",
            description =
                    "Folder or zip of images of the same kind that training did not see: compared with, and used to"
                            + " test classifiers on.")
    private Path heldBack;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "CSV table of what is known of the images; default: the folders they lie in, or their IDX labels.")
    private Path labels;

    @Option(
            names = "--file-column",
            paramLabel = "NAME",
            description = "Column of the file names; default: file, image, Label or the like.")
    private String fileColumn;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            split = ",",
            description = "Columns of the table to classify by.")
    private List<String> labelColumns = List.of();

    @Option(names = "--quartiles", description = "Make four classes of each column's numbers.")
    private boolean quartiles;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of what must not be split between training and test, such as the source image.")
    private String groupColumn;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            converter = WholeNumber.TestShare.class,
            description = "Of labelled images to test on, where none are held back; default ${DEFAULT-VALUE}.")
    private double testShare;

    @Option(
            names = "--most-labelled",
            paramLabel = "N",
            defaultValue = "" + LabelOptions.MOST,
            converter = WholeNumber.Labelled.class,
            description = "Most images to classify besides those held back; default ${DEFAULT-VALUE}.")
    private int mostLabelled;

    @Option(
            names = "--features-model",
            paramLabel = "FILE",
            description =
                    "Another .onnx network whose features count for distances too, with images from -1 to 1 as input.")
    private Path featuresModel;

    @Option(
            names = "--features-output",
            paramLabel = "NAME",
            description = "Name of that network's output; default: features, or the only one.")
    private String featuresOutput;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description =
                    "Which of ${COMPLETION-CANDIDATES} to measure; default: all. What was measured before on the same model"
                            + " stays.")
    private Set<Part> only = Set.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2000",
            converter = WholeNumber.Compared.class,
            description = "Most images of a set that are compared; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "Of latents, splits and everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        Path exported = models == null ? run : models;
        LabelTable table = labels == null ? null : LabelTable.read(labels, fileColumn);
        LabelOptions labelOptions =
                new LabelOptions(table, labelColumns, quartiles, groupColumn, testShare, mostLabelled);
        try (RunFolder folder = RunFolder.open(run, "evaluate")) {
            RunImages.requireExported(run, exported, ModelFiles.GENERATOR);
            RunImages.requireExported(run, exported, ModelFiles.FEATURES);
            RunImages images = new RunImages(folder, data == null, console);
            ImageSet training = images.training(data);
            EvaluationRequest request = new EvaluationRequest(
                    exported,
                    images.settings(),
                    training,
                    images.augmentation(),
                    heldBack(images, training),
                    labelOptions,
                    Optional.ofNullable(featuresModel).map(file -> new OtherFeatures(file, featuresOutput)),
                    only,
                    count,
                    seed);
            console.println(TorchEngine.start(images.settings().threads()));
            return evaluate(folder, request, console);
        }
    }

    private Optional<ImageSet> heldBack(RunImages images, ImageSet training) {
        if (heldBack == null) {
            return Optional.empty();
        }
        ImageSet found = images.others(heldBack, training.channels());
        if (found.fingerprint().equals(training.fingerprint())) {
            throw new InvalidSettingsException(List.of("--held-back are the images of training: " + heldBack));
        }
        return Optional.of(found);
    }

    private int evaluate(RunFolder folder, EvaluationRequest request, PrintWriter console) throws IOException {
        ProgressLine progress = new ProgressLine(console, TrainingSession.isTerminal(System.console()));
        progress.trainingStarted();
        Set<String> told = new HashSet<>();
        try (StopSignal stop = new StopSignal(() -> progress.say("Stopping; what is measured stays."))) {
            Evaluation evaluation = new Evaluation(request, (what, done, total) -> {
                if (stop.getAsBoolean()) {
                    throw new CancellationException();
                }
                progress.part(what, done, total);
            });
            try {
                RunEvaluation.write(folder, evaluation, command(), new RunEvaluation.Listener() {
                    @Override
                    public void dropped(List<String> titles) {
                        progress.say("Chapters of an earlier model leave the report: " + String.join(", ", titles)
                                + ". To have them of this one, measure them again.");
                    }

                    @Override
                    public void measured(RunEvaluation.Chapter chapter) {
                        TextTables.of(chapter).forEach(progress::say);
                        told.add(chapter.key());
                    }
                });
            } catch (CancellationException stopped) {
                progress.say("Stopped. The sections above are in " + folder.path());
                return stop.exitCode();
            }
        }
        if (request.parts().contains(Part.FEATURES) && !told.contains("features")) {
            progress.say("Nothing to classify: the images lie in no class folders; name a table of them by --labels.");
        }
        progress.say("All of it, with pictures and how to read it, is in "
                + folder.path().resolve("report.html").toAbsolutePath().normalize());
        return ExitCode.DONE;
    }

    private String command() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}

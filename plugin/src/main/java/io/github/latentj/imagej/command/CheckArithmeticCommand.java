package io.github.latentj.imagej.command;

import ij.measure.ResultsTable;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.measure.ArithmeticCheckRequest;
import io.github.latentj.explore.measure.ArithmeticScore;
import io.github.latentj.explore.measure.CheckArithmetic;
import io.github.latentj.imagej.measure.ClosableMeasurer;
import io.github.latentj.imagej.measure.MeasuringParameters;
import io.github.latentj.imagej.measure.MeasuringReport;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.runtime.Progress;
import java.util.List;
import java.util.Locale;

/** <em>LatentJ Check Arithmetic...</em>: how often large - small + (small, bright) gives large and bright. */
final class CheckArithmeticCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The network that makes the images: an .onnx file, or the trainer's model folder, zipped or not."),
            MeasuringParameters.measure(""),
            MeasuringParameters.macro(),
            Parameter.text(
                    "change",
                    "Change this column",
                    "The measured value that the arithmetic shall raise, such as Area.",
                    "Area",
                    "the name of a column"),
            Parameter.text(
                    "keep",
                    "Keep this column",
                    "The measured value that shall stay as it is, such as Mean (the mean grey value).",
                    "Mean",
                    "the name of a column"),
            Parameter.flag(
                    "matched",
                    "Matched in what is kept",
                    "Take the high and low images from the middle third of the column that shall stay, so that they differ"
                            + " in one thing.",
                    false),
            Parameter.integer(
                    "samples",
                    "Samples in each concept",
                    "Images whose mean makes a concept; single ones are tried besides.",
                    3,
                    1,
                    100),
            Parameter.integer(
                    "draws",
                    "Draws of concepts",
                    "How often to draw three concepts and add them.",
                    200,
                    1,
                    GenerateRequest.MOST_IMAGES),
            Parameter.number(
                    "rise",
                    "Rise at least (SD)",
                    "How far the column that shall rise must go, in its standard deviations over the generated images. 0:"
                            + " any rise counts.",
                    0,
                    0,
                    100),
            Parameter.number(
                    "tolerance",
                    "Tolerance of the kept (SD)",
                    "How far the column that shall stay may go either way, in its standard deviations over the generated"
                            + " images.",
                    0.5,
                    0.001,
                    100),
            Parameter.integer(
                    "count",
                    "Count of images",
                    "How many images to generate and measure, among which the concepts are found.",
                    2000,
                    20,
                    GenerateRequest.MOST_IMAGES),
            Parameter.seed(),
            MeasuringReport.save(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "check";
    }

    @Override
    public String title() {
        return "LatentJ Check Arithmetic";
    }

    @Override
    public String intro() {
        return "Does arithmetic do what it says? Adds high - low to images that are low in one measured column and high"
                + " in another, such as large - small + (small, bright), and counts how often the first rises while the"
                + " other is kept: in latent space, in pixels, and for random steps of the same length.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public boolean uses(String key, ParameterValues values) {
        return !key.equals("macro") || MeasuringParameters.usesMacro(values);
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        MeasuringParameters.check(values, problems);
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        ArithmeticCheckRequest request = ArithmeticCheckRequest.of(
                        values.path("model"), values.text("change"), values.text("keep"))
                .matched(values.flag("matched"))
                .samples(values.integer("samples"))
                .draws(values.integer("draws"))
                .rise(values.number("rise"))
                .tolerance(values.number("tolerance"))
                .count(values.integer("count"))
                .seed(values.seed("seed"))
                .build();
        MeasuringReport report = new MeasuringReport(values, request.model());
        List<ArithmeticScore> scores;
        try (ClosableMeasurer measurer = report.measurer()) {
            scores = new CheckArithmetic(PriorQuestion.models(values)).run(request, measurer, progress);
        }
        ResultsTable table = new ResultsTable();
        table.setPrecision(3);
        for (ArithmeticScore score : scores) {
            Announcement.detail(
                    title(),
                    String.format(
                            Locale.ROOT,
                            "%s, %d samples: %s rises and %s is kept in %d of %d draws",
                            score.method(),
                            score.samples(),
                            request.change(),
                            request.keep(),
                            score.both(),
                            score.draws()));
            add(table, score);
        }
        report.table("Arithmetic with " + request.change() + " and " + request.keep(), table);
        StatusBarProgress.clear(verdict(request, scores));
    }

    /** Whether arithmetic with as many samples as asked for does better than chance, in one line. */
    private static String verdict(ArithmeticCheckRequest request, List<ArithmeticScore> scores) {
        ArithmeticScore latent = score(scores, request, ArithmeticScore.LATENT);
        ArithmeticScore random = score(scores, request, ArithmeticScore.RANDOM);
        String[] told = {"less often than", "as often, as far as can be seen, as", "more often than"};
        return String.format(
                Locale.ROOT,
                "arithmetic works %s random steps: %.0f %% and %.0f %% of draws",
                told[1 + latent.comparedWith(random)],
                100.0 * latent.both() / latent.draws(),
                100.0 * random.both() / random.draws());
    }

    private static ArithmeticScore score(List<ArithmeticScore> scores, ArithmeticCheckRequest request, String method) {
        return scores.stream()
                .filter(score -> score.samples() == request.samples())
                .filter(score -> score.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no score of " + method));
    }

    private static void add(ResultsTable table, ArithmeticScore score) {
        table.incrementCounter();
        table.addValue("Samples", score.samples());
        table.addValue("Arithmetic", score.method());
        table.addValue("Draws", score.draws());
        addShare(table, score, "Rises", score.rises());
        addShare(table, score, "Kept", score.kept());
        addShare(table, score, "Both", score.both());
        table.addValue("Rise_SD", score.medianChange());
        table.addValue("Drift_SD", score.medianDrift());
        table.addValue("Unmeasured", score.unmeasured());
    }

    private static void addShare(ResultsTable table, ArithmeticScore score, String name, int count) {
        table.addValue(name, (double) count / score.draws());
        table.addValue(name + "_low", score.interval(count).low());
        table.addValue(name + "_high", score.interval(count).high());
    }
}

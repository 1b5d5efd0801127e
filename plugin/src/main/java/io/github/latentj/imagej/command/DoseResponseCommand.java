package io.github.latentj.imagej.command;

import ij.measure.ResultsTable;
import io.github.latentj.explore.measure.DoseCurve;
import io.github.latentj.explore.measure.DoseResponse;
import io.github.latentj.explore.measure.DoseResponseRequest;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.measure.ClosableMeasurer;
import io.github.latentj.imagej.measure.MeasurementPlots;
import io.github.latentj.imagej.measure.MeasuringParameters;
import io.github.latentj.imagej.measure.MeasuringReport;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** <em>LatentJ Dose Response...</em>: measured values against steps along a saved direction. */
final class DoseResponseCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.direction("direction", "Direction", "The direction to move along, saved beside the model."),
            MeasuringParameters.measure(""),
            MeasuringParameters.macro(),
            MeasuringParameters.columns(
                    "columns",
                    "Columns to plot (empty: all)",
                    "Which measured values to show, such as Area. Empty: all.",
                    ""),
            Parameter.images(
                    "images",
                    "Images (empty: random)",
                    "The images to move. Empty: random ones, the first of the seed.",
                    ""),
            Parameter.integer(
                    "count",
                    "Count of random images",
                    "How many random images to move, where none are named.",
                    100,
                    2,
                    10_000),
            Parameter.number(
                    "distance",
                    "Distance to either side",
                    "How far to go each way, in units of latent space (of a normal prior: standard deviations). Along any"
                            + " direction 99.7 % of random images lie within 3.",
                    3,
                    0.001,
                    1000),
            Parameter.integer(
                    "steps", "Steps in all", "Images in each series, from minus to plus distance.", 13, 3, 1000),
            Parameter.seed(),
            MeasuringReport.save(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "dose";
    }

    @Override
    public String title() {
        return "LatentJ Dose Response";
    }

    @Override
    public String intro() {
        return "Moves images step by step along a saved direction, measures each, and plots the mean at each step with"
                + " its 95 % bootstrap band. Spearman's coefficient tells how monotonic the response is.";
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
        List<LatentReferences> images = new ArrayList<>();
        if (!values.text("images").isEmpty()) {
            images.add(LatentReferences.parse("images", values.text("images")));
        }
        Path model = ModelOfLatents.of(values, images);
        DoseResponseRequest.Builder request = DoseResponseRequest.of(
                        model, values.text("direction"), MeasuringParameters.list(values, "columns"))
                .random(values.integer("count"))
                .distance(values.number("distance"))
                .steps(values.integer("steps"))
                .seed(values.seed("seed"));
        images.forEach(named -> request.images(named.sources()));
        MeasuringReport report = new MeasuringReport(values, model);
        List<DoseCurve> curves;
        try (ClosableMeasurer measurer = report.measurer()) {
            curves = new DoseResponse(PriorQuestion.models(values)).run(request.build(), measurer, progress);
        }
        show(curves, values.text("direction"), report);
    }

    private void show(List<DoseCurve> curves, String direction, MeasuringReport report) {
        for (DoseCurve curve : curves) {
            Announcement.detail(
                    title(),
                    String.format(
                            Locale.ROOT,
                            "%s along '%s': Spearman %.3f of the mean, %.3f in single images",
                            curve.column(),
                            direction,
                            curve.ofMeans(),
                            curve.ofSeries()));
            report.plot(MeasurementPlots.doseResponse(
                    "Dose response of " + curve.column() + " along " + direction, curve, "Step along " + direction));
        }
        report.table("Dose response along " + direction, means(curves));
        report.table("Monotonicity along " + direction, summary(curves));
        StatusBarProgress.clear(title() + " along " + direction);
    }

    private static ResultsTable means(List<DoseCurve> curves) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(4);
        double[] steps = curves.get(0).steps();
        for (int step = 0; step < steps.length; step++) {
            table.incrementCounter();
            table.addValue("Step", steps[step]);
        }
        for (DoseCurve curve : curves) {
            double[] means = curve.means();
            Interval[] band = curve.band();
            for (int step = 0; step < steps.length; step++) {
                table.setValue(curve.column(), step, means[step]);
                table.setValue(curve.column() + "_low", step, band[step].low());
                table.setValue(curve.column() + "_high", step, band[step].high());
                table.setValue(curve.column() + "_images", step, curve.measured(step));
            }
        }
        return table;
    }

    private static ResultsTable summary(List<DoseCurve> curves) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(4);
        for (DoseCurve curve : curves) {
            table.incrementCounter();
            table.addValue("Column", curve.column());
            table.addValue("Spearman_of_mean", curve.ofMeans());
            table.addValue("Spearman_of_images", curve.ofSeries());
            table.addValue("low", curve.ofSeriesInterval().low());
            table.addValue("high", curve.ofSeriesInterval().high());
            table.addValue("Share_monotonic", curve.monotonic());
            table.addValue("Effect_SD", curve.effect());
            table.addValue("Drift_SD", curve.drift());
        }
        return table;
    }
}

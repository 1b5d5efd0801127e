package io.github.latentj.imagej.command;

import ij.measure.ResultsTable;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.measure.CompareMeasurements;
import io.github.latentj.explore.measure.ComparisonRequest;
import io.github.latentj.explore.measure.MeasurementComparison;
import io.github.latentj.imagej.image.RealImages;
import io.github.latentj.imagej.measure.ClosableMeasurer;
import io.github.latentj.imagej.measure.HistogramPanels;
import io.github.latentj.imagej.measure.MeasuringParameters;
import io.github.latentj.imagej.measure.MeasuringReport;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** <em>LatentJ Compare Measurements...</em>: do generated images measure like real ones? */
final class CompareMeasurementsCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The network that makes the images: an .onnx file, or the trainer's model folder, zipped or not."),
            RealImages.parameter(),
            MeasuringParameters.measure(""),
            MeasuringParameters.macro(),
            MeasuringParameters.columns(
                    "columns",
                    "Columns to compare (empty: all)",
                    "Which measured values to compare, such as Area. Empty: all.",
                    ""),
            Parameter.integer(
                    "count",
                    "Count of images",
                    "How many images to generate, and at most how many real ones to measure.",
                    2000,
                    20,
                    GenerateRequest.MOST_IMAGES),
            Parameter.seed(),
            MeasuringReport.save(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "compare";
    }

    @Override
    public String title() {
        return "LatentJ Compare Measurements";
    }

    @Override
    public String intro() {
        return "Measures generated and real images in the same way, and shows for each column both histograms and their"
                + " Kolmogorov-Smirnov distance (0: the same, 1: no overlap) beside its noise level: what images drawn"
                + " from one and the same distribution stay below in 95 % of cases. A distance below it shows no"
                + " difference; more images lower it.";
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
        problems.check(() -> RealImages.requireThere(values));
        MeasuringParameters.check(values, problems);
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        ComparisonRequest request = ComparisonRequest.of(values.path("model"), RealImages.of(values))
                .columns(MeasuringParameters.list(values, "columns"))
                .count(values.integer("count"))
                .seed(values.seed("seed"))
                .build();
        String source = RealImages.source(values);
        MeasuringReport report = new MeasuringReport(values, request.model());
        List<MeasurementComparison> comparisons;
        try (ClosableMeasurer measurer = report.measurer()) {
            comparisons = new CompareMeasurements(PriorQuestion.models(values)).run(request, measurer, progress);
        }
        ResultsTable table = new ResultsTable();
        table.setPrecision(4);
        for (MeasurementComparison comparison : comparisons) {
            Announcement.detail(title(), told(comparison));
            add(table, comparison);
            table.addValue("Real_images", source);
        }
        report.pictureAndTable(
                HistogramPanels.picture("Histograms of generated and real", comparisons), "Generated and real", table);
        String limit = limit(comparisons.get(0), request.real().size());
        Announcement.detail(title(), limit);
        StatusBarProgress.clear(limit);
    }

    private static String told(MeasurementComparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s: Kolmogorov-Smirnov distance %.3f (%.3f to %.3f), noise level %.3f: %s",
                comparison.column(),
                comparison.distance(),
                comparison.interval().low(),
                comparison.interval().high(),
                comparison.noiseLevel(),
                comparison.differs() ? "generated and real images differ" : "no difference can be seen");
    }

    /** @param there how many real images there are, of which no more than {@code count} are measured */
    private static String limit(MeasurementComparison comparison, int there) {
        int measured = (int) measured(comparison.real());
        return String.format(
                Locale.ROOT,
                "no distance below %.3f can be seen with %s real and %d generated images",
                comparison.noiseLevel(),
                measured < there ? measured + " of " + there : String.valueOf(measured),
                (int) measured(comparison.generated()));
    }

    private static void add(ResultsTable table, MeasurementComparison comparison) {
        table.incrementCounter();
        table.addValue("Column", comparison.column());
        table.addValue("KS", comparison.distance());
        table.addValue("KS_noise", comparison.noiseLevel());
        table.addValue("Generated", measured(comparison.generated()));
        table.addValue("Real", measured(comparison.real()));
        table.addValue("Median_generated", Quantiles.median(comparison.generated()));
        table.addValue("Median_real", Quantiles.median(comparison.real()));
    }

    private static double measured(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    }
}

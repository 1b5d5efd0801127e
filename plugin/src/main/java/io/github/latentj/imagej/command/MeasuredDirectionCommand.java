package io.github.latentj.imagej.command;

import ij.measure.ResultsTable;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.measure.MeasureDirection;
import io.github.latentj.explore.measure.MeasuredDirection;
import io.github.latentj.explore.measure.MeasuredDirectionRequest;
import io.github.latentj.explore.measure.MeasurementTable;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.measure.ClosableMeasurer;
import io.github.latentj.imagej.measure.MeasurementPlots;
import io.github.latentj.imagej.measure.MeasuringParameters;
import io.github.latentj.imagej.measure.MeasuringReport;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** <em>LatentJ Direction from Measurement...</em>: a direction along which a measured value grows. */
final class MeasuredDirectionCommand implements Command {
    private static final String TABLE = "table";

    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.text(
                    "name",
                    "Name for the direction",
                    "What the new direction shall be called; it must be given.",
                    "",
                    "letters, digits, blanks, '_' and '-'"),
            Parameter.replace(),
            MeasuringParameters.measure(
                    " Table: an open table with one row for each of the images named below.", TABLE),
            MeasuringParameters.macro(),
            Parameter.text(
                    "column",
                    "Column that shall grow",
                    "The measured value that shall grow along the direction, such as Area.",
                    "Area",
                    "the name of a column"),
            MeasuringParameters.columns(
                    "hold",
                    "Hold these columns",
                    "Measured values that shall not change along the direction. Empty: none are held.",
                    ""),
            Parameter.integer(
                    "count",
                    "Count of images",
                    "How many images to generate and measure.",
                    2000,
                    20,
                    GenerateRequest.MOST_IMAGES),
            Parameter.seed(),
            Parameter.text(
                    "table", "Table (title)", "For measure=table: the title of the open table.", "Results", "a title"),
            Parameter.images(
                    "images",
                    "Images of the table's rows",
                    "For measure=table: the images that the rows of the table measure, in order.",
                    "selected"),
            MeasuringReport.save(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "measured";
    }

    @Override
    public String title() {
        return "LatentJ Direction from Measurement";
    }

    @Override
    public String intro() {
        return "Generates images, measures them, and finds by regression the direction in latent space along which a"
                + " measured value grows. Saves it beside the model, as LatentJ Direction does.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public boolean uses(String key, ParameterValues values) {
        if (key.equals("images") || key.equals(TABLE)) {
            return values.text("measure").equals(TABLE);
        }
        return !key.equals("macro") || MeasuringParameters.usesMacro(values);
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        ModelOfLatents.named(this, values)
                .ifPresent(model -> problems.check(
                        () -> new DirectionFolder(model, values.flag("replace")).requireFree(values.text("name"))));
        MeasuringParameters.check(values, problems);
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        List<LatentReferences> images = values.text("measure").equals(TABLE)
                ? Collections.singletonList(LatentReferences.parse("images", values.text("images")))
                : Collections.emptyList();
        Path model = ModelOfLatents.of(values, images);
        MeasuringReport report = new MeasuringReport(values, model);
        MeasuredDirection found = images.isEmpty()
                ? ofMeasurement(model, values, report, progress)
                : ofTable(model, images.get(0), values);
        String name = found.direction().name();
        found.fits()
                .forEach((column, fit) ->
                        report.plot(MeasurementPlots.fit("Prediction of " + column + " for " + name, column, fit)));
        report.table("Direction " + name, table(found));
        String leftOut = found.unmeasured() > 0
                ? "; " + found.unmeasured() + " images were left out, because not all could be measured"
                : "";
        Announcement.result(
                title(), "saved '" + name + "', " + found.direction().origin() + leftOut);
    }

    private static MeasuredDirection ofMeasurement(
            Path model, ParameterValues values, MeasuringReport report, Progress progress) {
        MeasuredDirectionRequest request = request(model, values);
        try (ClosableMeasurer measurer = report.measurer()) {
            return new MeasureDirection(PriorQuestion.models(values)).run(request, measurer, progress);
        }
    }

    private static MeasuredDirection ofTable(Path model, LatentReferences images, ParameterValues values) {
        MeasuredDirectionRequest request = request(model, values);
        return new MeasureDirection(PriorQuestion.models(values))
                .of(request, images.sources(), columns(values.text("table"), request));
    }

    private static MeasuredDirectionRequest request(Path model, ParameterValues values) {
        return MeasuredDirectionRequest.of(model, values.text("name"), values.text("column"))
                .held(MeasuringParameters.list(values, "hold"))
                .count(values.integer("count"))
                .seed(values.seed("seed"))
                .replaces(values.flag("replace"))
                .build();
    }

    private static MeasurementTable columns(String title, MeasuredDirectionRequest request) {
        ResultsTable table =
                title.equals("Results") ? ResultsTable.getResultsTable() : ResultsTable.getResultsTable(title);
        if (table == null) {
            throw new ParameterException("table must be the title of an open table, found '" + title + "'");
        }
        List<String> names = new ArrayList<>(request.held());
        names.add(0, request.column());
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : names) {
            int column = table.getColumnIndex(name);
            if (column == ResultsTable.COLUMN_NOT_FOUND) {
                throw new ParameterException("the table '" + title + "' has no column '" + name + "', but "
                        + String.join(", ", table.getHeadings()));
            }
            double[] values = new double[table.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = table.getValueAsDouble(column, row);
            }
            columns.put(name, values);
        }
        return new MeasurementTable(columns);
    }

    private static ResultsTable table(MeasuredDirection found) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(4);
        found.fits().forEach((column, fit) -> {
            boolean grows = table.size() == 0;
            table.incrementCounter();
            table.addValue("Column", column);
            table.addValue("Role", grows ? "grows" : "held");
            table.addValue("Images", found.images());
            table.addValue("Left_out", found.unmeasured());
            table.addValue("R2", fit.r2());
            table.addValue("Penalty", String.format(Locale.ROOT, "%.4f", fit.penalty()));
            table.addValue("Kept_growth", grows ? found.kept() : Double.NaN);
        });
        return table;
    }
}

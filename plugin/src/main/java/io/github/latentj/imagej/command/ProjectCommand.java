package io.github.latentj.imagej.command;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.real.ProjectImages;
import io.github.latentj.explore.real.ProjectRequest;
import io.github.latentj.explore.real.Projection;
import io.github.latentj.explore.real.Projections;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.image.IntensityRange;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.ResultRows;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.imagej.window.TextLines;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.PriorPull;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** <em>LatentJ Project Image...</em>: the latents whose images come closest to real ones. */
final class ProjectCommand implements Command {
    private static final int DECIMALS = 3;

    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The generator.onnx, with the inversion.onnx that the trainer exports beside it, or their folder,"
                            + " zipped or not."),
            ImageParts.parameter(""),
            ImageParts.selection(),
            ImageParts.weights(),
            IntensityRange.parameter(),
            Parameter.integer(
                    "starts",
                    "Starts of the search",
                    "How many searches begin at different latents. How much their results differ tells how sure the"
                            + " answer is.",
                    4,
                    1,
                    ProjectRequest.MOST_STARTS),
            Parameter.integer(
                    "steps",
                    "Steps at most",
                    "The most steps of each search; it ends earlier when nothing more is gained.",
                    150,
                    1,
                    ProjectRequest.MOST_STEPS),
            Parameter.number(
                    "prior_weight",
                    "Prior weight",
                    "How strongly the latent of a normal prior is held at the length that such latents have: 0 not at all,"
                            + " more for more typical and less similar images. A uniform prior's always stay inside"
                            + " -1 to 1.",
                    0.01,
                    0,
                    1000),
            Parameter.flag(
                    "differences",
                    "Differences as an image",
                    "Also residuals and spreads as a 32-bit image with their sign, to measure in.",
                    false),
            Parameter.seed(),
            ResultWindow.output());

    @Override
    public String key() {
        return "project";
    }

    @Override
    public String title() {
        return "LatentJ Project Image";
    }

    @Override
    public String intro() {
        return "Finds the latent whose image comes closest to a real image, so that the real one can be interpolated,"
                + " added, or moved along directions. Shows the image, its reconstruction, what is left over, and how"
                + " much the searches differ, and adds the numbers to the Results table. The result is the nearest image"
                + " that the model can make, not a restored one: what the model never saw is missing from it.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public ParameterValues explicit(ParameterValues values) {
        ParameterValues ranged = IntensityRange.explicit(values);
        boolean crop = ImageParts.isCrop(values);
        return crop ? Command.super.explicit(ranged) : ranged;
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        problems.check(() -> ImageParts.weighted(values));
        problems.check(() -> IntensityRange.of(IntensityRange.explicit(values)));
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        IntensityRange range = IntensityRange.of(values);
        ProjectRequest.Builder request = ProjectRequest.of(values.path("model"), ImageParts.weighted(values))
                .starts(values.integer("starts"))
                .steps(values.integer("steps"))
                .priorWeight(values.number("prior_weight"))
                .seed(values.seed("seed"));
        if (range != null) {
            request.range(range.minimum(), range.maximum());
        }
        String source = ImageParts.active().getTitle();
        show(new ProjectImages(GeneratorModels.shared()).run(request.build(), progress), source, values);
    }

    /** The pictures last, so that they are the active image. */
    private void show(Projections found, String source, ParameterValues values) {
        found.remarks().forEach(remark -> Announcement.warning(title(), remark));
        addRows(found.numbers(), found.pictures(), IntensityRange.of(values));
        if (values.flag("differences")) {
            ResultWindow.show(found.differences(), "Differences, " + source, values, this);
        }
        ResultWindow.show(found.pictures(), "Projected, " + source, values, this);
        StatusBarProgress.clear(TextLines.counted(found.numbers().size(), "image") + ": " + title());
    }

    /** @param range of the images' values; null for the model's */
    private static void addRows(List<Projection> numbers, GeneratedImages pictures, IntensityRange range) {
        IntensityMap model = pictures.spec().intensityMap();
        double span = range == null ? model.maximum() - model.minimum() : range.maximum() - range.minimum();
        double typical =
                PriorPull.typicalLength(pictures.spec().prior(), pictures.spec().latentSize());
        ResultRows rows = new ResultRows();
        numbers.forEach(number -> rows.add(number.name()));
        column(rows, "Error", numbers, number -> span * number.error());
        column(rows, "Error_percent", numbers, number -> 100 * number.error());
        column(rows, "Explained", numbers, Projection::explained);
        column(rows, "Median_error_percent", numbers, number -> 100 * number.medianError());
        column(rows, "Spread_percent", numbers, number -> 100 * number.spread());
        column(rows, "Latent_length", numbers, Projection::latentLength);
        column(rows, "Typical_length", numbers, number -> typical);
        rows.column(
                "Best_start",
                0,
                numbers.stream().mapToDouble(Projection::bestStart).toArray());
        column(rows, "Clipped_percent", numbers, number -> 100 * number.clipped());
        rows.show();
    }

    private static void column(
            ResultRows rows, String name, List<Projection> numbers, ToDoubleFunction<Projection> value) {
        rows.column(name, DECIMALS, numbers.stream().mapToDouble(value).toArray());
    }
}

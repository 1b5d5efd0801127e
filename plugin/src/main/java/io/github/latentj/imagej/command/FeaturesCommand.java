package io.github.latentj.imagej.command;

import io.github.latentj.explore.real.ImageScores;
import io.github.latentj.explore.real.ScoreImages;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.ResultRows;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.imagej.window.TextLines;
import io.github.latentj.inference.runtime.Progress;

/** <em>LatentJ Features...</em>: what a discriminator says of images, into the Results table. */
final class FeaturesCommand implements Command {
    private static final int DECIMALS = 6;

    private final ParameterTable parameters = new ParameterTable(
            featureModel(),
            ImageParts.parameter(),
            Parameter.flag(
                    "features",
                    "Features in the table",
                    "Also the feature vector: each feature map of each convolution, max-pooled to 4 x 4. Column"
                            + " 'M12_3' is the third of the 16 values of map 12.",
                    false));

    /** The parameter {@code model} of commands that look at images with the discriminator. */
    static Parameter featureModel() {
        return Parameter.model(
                "The discriminator's features.onnx, the generator.onnx beside it, or their folder, zipped or not.");
    }

    @Override
    public String key() {
        return "features";
    }

    @Override
    public String title() {
        return "LatentJ Features";
    }

    @Override
    public String intro() {
        return "Adds to the Results table how real each image looks to the discriminator, the network that learnt to tell real"
                + " images from generated ones: its logit (any number, larger is more real), and the probability (sigmoid"
                + " of the logit, 0 to 1). Images are resampled to the model's size and mapped by its"
                + " intensity range.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        problems.check(() -> ImageParts.of(values));
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        ImageScores scores = new ScoreImages().run(values.path("model"), ImageParts.of(values), progress);
        scores.remarks().forEach(remark -> Announcement.warning(title(), remark));
        ResultRows rows = new ResultRows();
        for (int i = 0; i < scores.count(); i++) {
            rows.add(scores.name(i));
        }
        addScores(rows, scores);
        if (values.flag("features")) {
            addFeatures(rows, scores);
        }
        rows.show();
        scores.resampling().ifPresent(text -> Announcement.detail(title(), text));
        StatusBarProgress.clear(TextLines.counted(scores.count(), "image") + ": " + title()
                + scores.resampling().map(text -> "; " + text).orElse(""));
    }

    private static void addScores(ResultRows rows, ImageScores scores) {
        double[] logits = new double[scores.count()];
        double[] probabilities = new double[scores.count()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = scores.logit(i);
            probabilities[i] = scores.probability(i);
        }
        rows.column("Logit", DECIMALS, logits);
        rows.column("Probability", DECIMALS, probabilities);
    }

    private static void addFeatures(ResultRows rows, ImageScores scores) {
        float[][] vectors = new float[scores.count()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = scores.features(i);
        }
        int perMap = vectors[0].length / scores.maps();
        double[] values = new double[vectors.length];
        for (int k = 0; k < vectors[0].length; k++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = vectors[i][k];
            }
            rows.column("M" + (k / perMap + 1) + "_" + (k % perMap + 1), DECIMALS, values);
        }
    }
}

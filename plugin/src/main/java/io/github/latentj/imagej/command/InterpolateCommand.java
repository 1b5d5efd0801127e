package io.github.latentj.imagej.command;

import io.github.latentj.explore.InterpolateLatents;
import io.github.latentj.explore.InterpolateRequest;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Interpolation;
import io.github.latentj.latent.LatentPath;
import java.util.Collections;
import java.util.Locale;

/** <em>LatentJ Interpolate...</em>: a series of images from point to point in latent space. */
final class InterpolateCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.images(
                    "points",
                    "Points: images",
                    "The images to go through, in this order, two or more. A grid takes four corners (top left, top right, bottom left, bottom"
                            + " right), a J-diagram the first three.",
                    "selected"),
            Parameter.choice(
                    "path",
                    "Path through them",
                    "Chain: from the first point to the last. Loop: back to the first, for movies without a seam. Grid:"
                            + " a table between four corners. J_diagram: a table spanned by three points, the"
                            + " first at the top left.",
                    "chain",
                    "loop",
                    "grid",
                    "j_diagram"),
            Parameter.choice(
                    "method",
                    "Method between points",
                    "Linear: straight. Spherical: along an arc, so that the vectors keep their length. Auto: spherical for"
                            + " a normal prior, linear for a uniform one.",
                    "auto",
                    "linear",
                    "spherical"),
            Parameter.integer(
                    "steps", "Steps between points", "How many steps from one point to the next.", 10, 1, 9_999),
            ResultWindow.output(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "interpolate";
    }

    @Override
    public String title() {
        return "LatentJ Interpolate";
    }

    @Override
    public String intro() {
        return "Makes the images between images: a walk from point to point through latent space, the space of the numbers from"
                + " which a model makes images.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        LatentReferences points = LatentReferences.parse("points", values.text("points"));
        InterpolateRequest.Builder request = InterpolateRequest.of(
                        ModelOfLatents.of(values, Collections.singleton(points)), points.sources())
                .path(LatentPath.valueOf(values.text("path").toUpperCase(Locale.ROOT)))
                .steps(values.integer("steps"));
        if (!values.text("method").equals("auto")) {
            request.interpolation(Interpolation.valueOf(values.text("method").toUpperCase(Locale.ROOT)));
        }
        ResultWindow.show(
                new InterpolateLatents(PriorQuestion.models(values)).run(request.build(), progress),
                "Interpolated, " + values.text("path"),
                values,
                this);
    }
}

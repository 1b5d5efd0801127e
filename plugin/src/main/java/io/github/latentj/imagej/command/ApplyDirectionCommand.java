package io.github.latentj.imagej.command;

import io.github.latentj.explore.ApplyDirection;
import io.github.latentj.explore.ApplyDirectionRequest;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;
import java.util.Collections;

/** <em>LatentJ Apply Direction...</em>: images moved along a saved direction. */
final class ApplyDirectionCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.direction("direction", "Direction", "The direction to move along, saved beside the model."),
            Parameter.images("images", "Images to move", "The images to move, one for each row.", "selected"),
            Parameter.number(
                    "distance",
                    "Distance to either side",
                    "How far to go each way, in units of latent space (of a normal prior: standard deviations). Along any"
                            + " direction 99.7 % of random images lie within 3.",
                    3,
                    0.001,
                    1000),
            Parameter.integer(
                    "columns", "Columns in each row", "Images in each row, from minus to plus distance.", 7, 2, 1000),
            Parameter.optionalDirection(
                    "without",
                    "Without changing",
                    "A second direction whose property shall stay: its share is taken out of the first. Empty: none."),
            ResultWindow.output(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "apply";
    }

    @Override
    public String title() {
        return "LatentJ Apply Direction";
    }

    @Override
    public String intro() {
        return "Moves images along a saved direction: one row for each image, from minus to plus.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        LatentReferences images = LatentReferences.parse("images", values.text("images"));
        ApplyDirectionRequest.Builder request = ApplyDirectionRequest.of(
                        ModelOfLatents.of(values, Collections.singleton(images)),
                        values.text("direction"),
                        images.sources())
                .distance(values.number("distance"))
                .columns(values.integer("columns"));
        if (!values.text("without").isEmpty()) {
            request.removed(values.text("without"));
        }
        ResultWindow.show(
                new ApplyDirection(PriorQuestion.models(values)).run(request.build(), progress),
                "Direction " + values.text("direction"),
                values,
                this);
    }
}

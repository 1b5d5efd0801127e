package io.github.latentj.imagej;

import io.github.latentj.explore.ApplyDirection;
import io.github.latentj.explore.ApplyDirectionRequest;
import io.github.latentj.inference.Progress;
import java.util.Collections;

/** <em>LatentJ Apply Direction...</em>: images moved along a saved direction. */
final class ApplyDirectionCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.text(
                    "direction",
                    "Direction",
                    "The name of a direction saved by LatentJ Direction.",
                    "",
                    "the name of a saved direction"),
            Parameter.text(
                    "images", "Images", "The images to move, one for each row.", "selected", LatentReferences.ALLOWED),
            Parameter.number("distance", "Distance", "How far to go to either side.", 3, 0.001, 1000),
            Parameter.integer("columns", "Columns", "Images in each row, from minus to plus.", 7, 2, 1000),
            Parameter.text(
                    "without",
                    "Without",
                    "A second direction that shall not change: its share is projected out.",
                    "",
                    "the name of a saved direction"),
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
    public ParameterValues explicit(ParameterValues values) {
        return values.with("images", LatentReferences.explicit("images", values.text("images")));
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
                title());
    }
}

package io.github.latentj.imagej.command;

import io.github.latentj.explore.WalkLatents;
import io.github.latentj.explore.WalkRequest;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;
import java.util.Collections;

/** <em>LatentJ Random Walk...</em>: small random steps from an image. */
final class RandomWalkCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.images(
                    "start",
                    "Start image (empty: random)",
                    "The one image to start from. Empty: a random one, the seed's first.",
                    ""),
            Parameter.integer(
                    "steps",
                    "Steps to take",
                    "How many steps to take; the result has one image more, the start.",
                    50,
                    1,
                    9_999),
            Parameter.number(
                    "step_size",
                    "Step size",
                    "Length of a step as a share of a fresh random vector: 0.1 changes little, 1 leaves the place.",
                    0.1,
                    0.0001,
                    10),
            Parameter.flag(
                    "keep_on_shell",
                    "Keep on shell (typical images)",
                    "Stay where the prior's vectors lie: at the length of the start for a normal prior, inside -1 to"
                            + " 1 for a uniform one.",
                    false),
            Parameter.seed(),
            ResultWindow.output(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "walk";
    }

    @Override
    public String title() {
        return "LatentJ Random Walk";
    }

    @Override
    public String intro() {
        return "Makes a series of images that drifts away from an image by small random steps in latent space.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        String text = values.text("start").isEmpty() ? "seed:" + values.seed("seed") : values.text("start");
        LatentReferences start = LatentReferences.parse("start", text);
        if (start.sources().size() != 1) {
            throw new ParameterException(
                    "start must name one image, found " + start.sources().size());
        }
        WalkRequest request = WalkRequest.of(ModelOfLatents.of(values, Collections.singleton(start)))
                .start(start.sources().get(0))
                .steps(values.integer("steps"))
                .stepSize(values.number("step_size"))
                .onShell(values.flag("keep_on_shell"))
                .seed(values.seed("seed"))
                .build();
        ResultWindow.show(
                new WalkLatents(PriorQuestion.models(values)).run(request, progress),
                "Random walk, seed " + request.seed(),
                values,
                this);
    }
}

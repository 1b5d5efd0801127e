package io.github.latentj.imagej.command;

import io.github.latentj.explore.real.GuideImages;
import io.github.latentj.explore.real.GuideRequest;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.parameter.NumberList;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.inference.runtime.Progress;
import java.util.Collections;
import java.util.List;

/** <em>LatentJ Guided Backpropagation...</em>: what excites feature maps, beside random filters. */
final class GuidedCommand implements Command {
    private static final int LARGEST_MAP = 1 << 20;

    private final ParameterTable parameters = new ParameterTable(
            FeaturesCommand.featureModel(),
            ImageParts.parameter(),
            Parameter.text(
                    "maps",
                    "Maps by number",
                    "The feature maps, one column for each, numbered as in the columns of LatentJ Features. Empty: the"
                            + " strongest of the last layer.",
                    "",
                    "numbers such as '1,4-6'"),
            Parameter.integer(
                    "strongest",
                    "Strongest maps",
                    "How many maps of the last layer to choose where none are named: those that answer these images most"
                            + " strongly.",
                    6,
                    1,
                    GuideRequest.MOST_MAPS),
            Parameter.seed(),
            ResultWindow.output());

    @Override
    public String key() {
        return "guided";
    }

    @Override
    public String title() {
        return "LatentJ Guided Backpropagation";
    }

    @Override
    public String intro() {
        return "Shows what in the images excites single feature maps of the discriminator: a row for each"
                + " image with the image, its maps by the trained filters, and the same maps by random ones. Each map's"
                + " picture is scaled by itself; grey is zero.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        problems.check(() -> ImageParts.of(values));
        problems.check(() -> maps(values));
    }

    private static List<Integer> maps(ParameterValues values) {
        String text = values.text("maps");
        return text.isEmpty() ? Collections.emptyList() : NumberList.parse("maps", text, "feature maps", LARGEST_MAP);
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        GuideRequest.Builder request = GuideRequest.of(values.path("model"), ImageParts.of(values))
                .strongest(values.integer("strongest"))
                .seed(values.seed("seed"));
        if (!values.text("maps").isEmpty()) {
            request.maps(maps(values));
        }
        ResultWindow.show(
                new GuideImages().run(request.build(), progress),
                "Guided backpropagation, " + ImageParts.active().getTitle(),
                values,
                this);
    }
}

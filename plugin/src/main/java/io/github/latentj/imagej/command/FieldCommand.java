package io.github.latentj.imagej.command;

import io.github.latentj.explore.FieldRequest;
import io.github.latentj.explore.GenerateField;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;

/** <em>LatentJ Generate Field...</em>: one large seamless image. */
final class FieldCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The network that makes the images: an .onnx file, or the trainer's model folder, zipped or not."),
            Parameter.integer("width", "Width in pixels", "Width of the image.", 512, 16, FieldRequest.LONGEST_SIDE),
            Parameter.integer("height", "Height in pixels", "Height of the image.", 512, 16, FieldRequest.LONGEST_SIDE),
            Parameter.choice(
                    "latents",
                    "Latents change",
                    "How the latent vector changes across the field. Independent: each stretch of the model's image size"
                            + " has one of its own, right for single objects. Gradual: little by little, right for"
                            + " textures.",
                    "independent",
                    "gradual"),
            Parameter.seed(),
            GenerateCommand.truncation(),
            GenerateCommand.pixels(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "field";
    }

    @Override
    public String title() {
        return "LatentJ Generate Field";
    }

    @Override
    public String intro() {
        return "Makes one large seamless image: many latents side by side, which the generator's convolutions let grow"
                + " together. For models that are convolutional after their first layer, as those of LatentJ are. The"
                + " edges, where the network sees zeros, are cut off.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        FieldRequest request = FieldRequest.of(values.path("model"))
                .size(values.integer("width"), values.integer("height"))
                .gradual(values.text("latents").equals("gradual"))
                .seed(values.seed("seed"))
                .truncation(values.number("truncation"))
                .unrounded(values.text("pixels").equals("32-bit"))
                .build();
        ResultWindow.showSingle(
                new GenerateField(PriorQuestion.models(values)).run(request, progress),
                "Field, seed " + request.seed(),
                values,
                this);
    }
}

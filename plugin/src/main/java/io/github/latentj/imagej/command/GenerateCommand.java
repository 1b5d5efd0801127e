package io.github.latentj.imagej.command;

import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;

/** <em>LatentJ Generate...</em>: images from random latents. */
final class GenerateCommand implements Command {
    private static final int DEFAULT_COUNT = 16;

    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The network that makes the images: an .onnx file, or the trainer's model folder, zipped or not."),
            Parameter.integer(
                    "count",
                    "Count of images",
                    "How many images to make.",
                    DEFAULT_COUNT,
                    1,
                    GenerateRequest.MOST_IMAGES),
            Parameter.integer(
                    "best",
                    "Best to keep (0: all)",
                    "Keep only so many of the images: those that the discriminator beside the generator takes most for"
                            + " real, the best first. 0 keeps all.",
                    0,
                    0,
                    GenerateRequest.MOST_IMAGES),
            Parameter.seed(),
            truncation(),
            pixels(),
            ResultWindow.output(),
            PriorQuestion.parameter());

    static Parameter truncation() {
        return Parameter.number(
                "truncation",
                "Truncation (1: none)",
                "Each latent vector is multiplied by it. 1: none; smaller values give more typical and less varied images,"
                        + " larger ones odder images.",
                1,
                0.01,
                2);
    }

    static Parameter pixels() {
        return Parameter.choice(
                "pixels",
                "Pixels stored",
                "Original: in the type and range of the model's training images, such as 8-bit. 32-bit: without rounding.",
                "original",
                "32-bit");
    }

    @Override
    public String key() {
        return "generate";
    }

    @Override
    public String title() {
        return "LatentJ Generate";
    }

    @Override
    public String intro() {
        return "Makes new images, each from a random latent vector: the numbers from which a model makes an image.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        GenerateRequest request = GenerateRequest.of(values.path("model"))
                .count(values.integer("count"))
                .best(values.integer("best"))
                .seed(values.seed("seed"))
                .truncation(values.number("truncation"))
                .unrounded(values.text("pixels").equals("32-bit"))
                .build();
        GeneratedImages images = new GenerateImages(PriorQuestion.models(values)).run(request, progress);
        ResultWindow.show(images, "Generated, seed " + request.seed(), values, this);
    }
}

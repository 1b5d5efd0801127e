package io.github.latentj.imagej.command;

import ij.ImagePlus;
import io.github.latentj.explore.DescribeModel;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.FactSheet;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.Map;

/** <em>LatentJ Open Model...</em>: what a generator is, and a few of its images. */
final class OpenModelCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            Parameter.model(
                    "The network that makes the images: an .onnx file, or the trainer's model folder, zipped or not."),
            Parameter.integer("samples", "Samples to show", "How many images to make and show; 0: none.", 9, 0, 100),
            Parameter.seed(),
            ResultWindow.output(),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "open";
    }

    @Override
    public String title() {
        return "LatentJ Open Model";
    }

    @Override
    public String intro() {
        return "Tells what a model is and shows a few of its images. The other commands then offer it first.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        Path model = values.path("model");
        GeneratorModels models = PriorQuestion.models(values);
        Map<String, String> facts = new DescribeModel(models).run(model);
        if (values.integer("samples") == 0) {
            FactSheet.show(title(), facts);
            return;
        }
        GenerateRequest request = GenerateRequest.of(model)
                .count(values.integer("samples"))
                .seed(values.seed("seed"))
                .build();
        GeneratedImages samples = new GenerateImages(models).run(request, progress);
        ImagePlus shown = ResultWindow.show(samples, "Samples, seed " + request.seed(), values, this);
        FactSheet.showBeside(shown, title(), facts);
    }
}

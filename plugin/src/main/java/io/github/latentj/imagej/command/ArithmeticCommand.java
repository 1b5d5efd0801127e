package io.github.latentj.imagej.command;

import io.github.latentj.explore.ArithmeticRequest;
import io.github.latentj.explore.CombineConcepts;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** <em>LatentJ Arithmetic...</em>: concepts A - B + C, each the mean of some images. */
final class ArithmeticCommand implements Command {
    private static final String[] LETTERS = {"A", "B", "C", "D"};

    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            concept("A", "selected"),
            concept("B", ""),
            concept("C", ""),
            concept("D", ""),
            Parameter.text(
                    "expression",
                    "Expression of concepts",
                    "Which concepts are added and subtracted; a factor may stand before each.",
                    "A - B + C",
                    "a sum such as A - B + 0.5*C, of concepts that are given"),
            Parameter.number(
                    "noise",
                    "Noise of the neighbours",
                    "How far the eight neighbours lie from the result, as a share of a fresh random vector. 0: all alike.",
                    0.25,
                    0,
                    10),
            Parameter.seed(),
            ResultWindow.output(),
            PriorQuestion.parameter());

    private static Parameter concept(String letter, String defaultText) {
        return Parameter.images(
                key(letter),
                "Concept " + letter + ": images",
                "The images whose mean latent vector is " + letter
                        + "; three make a steady concept. Empty: there is no " + letter + ".",
                defaultText);
    }

    @Override
    public String key() {
        return "arithmetic";
    }

    @Override
    public String title() {
        return "LatentJ Arithmetic";
    }

    @Override
    public String intro() {
        return "Adds and subtracts concepts in latent space. With nuclei, for example: A three large dim ones, B three small dim"
                + " ones, C three small bright ones; A - B + C should be large and bright. Shows each concept's images and"
                + " their mean, the result in the middle of eight neighbours, and as control the same sum of pixels.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    private static String key(String letter) {
        return "concept_" + letter.toLowerCase(Locale.ROOT);
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        Map<String, LatentReferences> concepts = new LinkedHashMap<>();
        for (String letter : LETTERS) {
            if (!values.text(key(letter)).isEmpty()) {
                concepts.put(letter, LatentReferences.parse(key(letter), values.text(key(letter))));
            }
        }
        Path model = ModelOfLatents.of(values, concepts.values());
        ArithmeticRequest.Builder request = ArithmeticRequest.of(model)
                .expression(values.text("expression"))
                .noise(values.number("noise"))
                .seed(values.seed("seed"));
        concepts.forEach((letter, references) -> request.concept(letter, references.sources()));
        ResultWindow.show(
                new CombineConcepts(PriorQuestion.models(values)).run(request.build(), progress),
                "Arithmetic, " + values.text("expression"),
                values,
                this);
    }
}

package io.github.latentj.imagej;

import io.github.latentj.explore.ArithmeticRequest;
import io.github.latentj.explore.CombineConcepts;
import io.github.latentj.inference.Progress;
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
                    "Expression",
                    "A sum of the concepts.",
                    "A - B + C",
                    "a sum such as A - B + 0.5*C, of concepts that are given"),
            Parameter.number("noise", "Noise", "How far the eight neighbours of the result lie from it.", 0.25, 0, 10),
            Parameter.seed(),
            ResultWindow.output(),
            PriorQuestion.parameter());

    private static Parameter concept(String letter, String defaultText) {
        return Parameter.text(
                key(letter),
                "Concept " + letter,
                "The images whose mean is " + letter + "; three make a steady concept.",
                defaultText,
                LatentReferences.ALLOWED);
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
        return "Adds and subtracts concepts in latent space: smiling woman - woman + man. Shows the concepts'"
                + " images and their means, the result in the middle of eight neighbours, and as control the same sum"
                + " of pixels.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public ParameterValues explicit(ParameterValues values) {
        ParameterValues explicit = values;
        for (String letter : LETTERS) {
            String key = key(letter);
            if (!values.text(key).isEmpty()) {
                explicit = explicit.with(key, LatentReferences.explicit(key, values.text(key)));
            }
        }
        return explicit;
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
                title());
    }
}

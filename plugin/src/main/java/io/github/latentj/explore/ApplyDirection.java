package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Directions;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Moves images along a saved direction, from minus to plus, one row for each image. */
public final class ApplyDirection {
    private final GeneratorModels models;

    public ApplyDirection(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are made.
     *
     * @throws RequestException if a direction or latent is of another model or does not exist
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(ApplyDirectionRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            float[] direction = vector(request.direction(), request, model);
            if (request.removed().isPresent()) {
                direction = rest(direction, vector(request.removed().get(), request, model));
            }
            float[][] images = LatentSource.resolve(request.images(), model);
            float[][] latents = new float[images.length * request.columns()][];
            for (int i = 0; i < latents.length; i++) {
                double place = 2.0 * (i % request.columns()) / (request.columns() - 1) - 1;
                latents[i] = Directions.moved(images[i / request.columns()], direction, place * request.distance());
            }
            Operation operation = Operation.unseeded("direction " + request.direction(), request.columns());
            GeneratedImages made = new LatentRenderer(model, progress).images(latents, operation);
            made.arrange(Collections.singletonList(Panel.at(0, 0, headingOf(request))
                    .images(0, latents.length, request.columns())
                    .labelled(distances(request), rows(request))));
            return made;
        }
    }

    private static String headingOf(ApplyDirectionRequest request) {
        return request.direction()
                + request.removed().map(removed -> " without " + removed).orElse("");
    }

    /** How far each column was moved, the unmoved one as 0. */
    private static List<String> distances(ApplyDirectionRequest request) {
        DecimalFormat format = new DecimalFormat("+0.##;-0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return IntStream.range(0, request.columns())
                .mapToDouble(column -> request.distance() * (2.0 * column / (request.columns() - 1) - 1))
                .mapToObj(distance -> Math.abs(distance) < 0.005 ? "0" : format.format(distance))
                .collect(Collectors.toList());
    }

    private static List<String> rows(ApplyDirectionRequest request) {
        return request.images().stream().map(LatentSource::label).collect(Collectors.toList());
    }

    private static float[] vector(String name, ApplyDirectionRequest request, GeneratorModel model) {
        return new DirectionFolder(request.model()).load(name, model).vector();
    }

    private static float[] rest(float[] direction, float[] removed) {
        try {
            return Directions.without(direction, removed);
        } catch (IllegalArgumentException same) {
            throw new RequestException(same.getMessage());
        }
    }
}

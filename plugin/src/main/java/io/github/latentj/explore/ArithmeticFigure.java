package io.github.latentj.explore;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.inference.GeneratorModel;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Lays arithmetic out as figure 7 of Radford et al. 2015 does: a column for each concept with its images and their mean,
 * then the result among its neighbours, and beneath it the same sum of pixels.
 */
final class ArithmeticFigure {
    private static final int SIDE = 3;
    private static final int MOST_LETTERS = 60;
    /** What a source is called: an image and its number in it, or a seed. */
    /** In a heading, so that a column does not become wide for its words. */
    private static final int MOST_NUMBERS = 24;

    private final ArithmeticRequest request;
    private final Map<String, ConceptImages> concepts;
    private final List<float[]> latents = new ArrayList<>();
    private final List<Object[]> planes = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<Panel> panels = new ArrayList<>();

    ArithmeticFigure(ArithmeticRequest request, Map<String, ConceptImages> concepts) {
        this.request = request;
        this.concepts = concepts;
    }

    /**
     * The result comes first, so that it is image 5 whatever the concepts are.
     *
     * @param made the neighbourhood of the result, row by row, then the mean of each concept
     * @param control the planes of the same sum of pixels
     */
    GeneratedImages of(GeneratedImages made, Object[] control, GeneratorModel model) {
        String sum = shortened(request.expression().toString());
        int neighbourhood = made.count() - concepts.size();
        for (int i = 0; i < neighbourhood; i++) {
            int neighbour = i < neighbourhood / 2 ? i + 1 : i;
            add(made, i, i == neighbourhood / 2 ? sum : sum + ", neighbour " + neighbour);
        }
        String noise = "8 around it: noise " + request.noise();
        String effect = String.format(Locale.ROOT, "differ by %.1f %% (RMS)", 100 * difference(made, neighbourhood));
        panels.add(Panel.at(0, concepts.size(), sum, noise, effect)
                .images(0, neighbourhood, SIDE)
                .setApart());
        addMeans(made, neighbourhood);
        concepts.forEach(this::addImages);
        panels.add(Panel.at(1, concepts.size(), sum + " of pixels", "(no latent)")
                .images(planes.size(), 1, 1)
                .setApart());
        add(null, control, sum + " of pixels");
        return finished(model);
    }

    private void addMeans(GeneratedImages made, int first) {
        int column = 0;
        for (String letter : concepts.keySet()) {
            panels.add(Panel.at(1, column, "mean latent of " + letter).images(planes.size(), 1, 1));
            add(made, first + column, "mean latent of " + letter);
            column++;
        }
    }

    private void addImages(String letter, ConceptImages concept) {
        int column = new ArrayList<>(concepts.keySet()).indexOf(letter);
        int columns = (concept.shown() + SIDE - 1) / SIDE;
        String images = concept.count() == 1 ? "1 image" : concept.count() + " images";
        String named = numbers(letter);
        String heading = concept.shown() < concept.count()
                ? concept.shown() + " of " + images
                : named.length() <= MOST_NUMBERS ? named : images;
        panels.add(Panel.at(0, column, letter, heading).images(planes.size(), concept.shown(), columns));
        for (int i = 0; i < concept.shown(); i++) {
            add(concept.member(i), concept.planes(i), letter + ", image " + (i + 1));
        }
    }

    /** The images of a concept as they were named: {@code images 3, 5, 9} of one picture, or {@code seed 7, images 1, 2}. */
    private String numbers(String letter) {
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        for (LatentSource source : request.concepts().get(letter)) {
            Matcher name = LatentSource.NUMBERED.matcher(source.name());
            boolean numbered = name.matches();
            String of = numbered && name.group(1).startsWith("seed ") ? name.group(1) + ", " : "";
            bySource.computeIfAbsent(of, fresh -> new ArrayList<>()).add(numbered ? name.group(2) : source.name());
        }
        return bySource.entrySet().stream()
                .map(entry -> entry.getKey()
                        + (entry.getValue().size() == 1 ? "image " : "images ")
                        + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Of the neighbours to the result, as a fraction of the intensity range. */
    private static double difference(GeneratedImages made, int neighbourhood) {
        double squares = 0;
        long count = 0;
        for (int i = 0; i < neighbourhood; i++) {
            for (int c = 0; c < made.spec().channels() && i != neighbourhood / 2; c++) {
                Object one = made.plane(i, c);
                Object other = made.plane(neighbourhood / 2, c);
                for (int p = 0; p < Array.getLength(one); p++) {
                    double step = stored(one, p) - stored(other, p);
                    squares += step * step;
                    count++;
                }
            }
        }
        IntensityMap range = made.spec().intensityMap();
        return Math.sqrt(squares / count) / (range.maximum() - range.minimum());
    }

    private static double stored(Object plane, int at) {
        if (plane instanceof byte[]) {
            return ((byte[]) plane)[at] & 0xff;
        }
        return plane instanceof short[] ? ((short[]) plane)[at] & 0xffff : ((float[]) plane)[at];
    }

    private void add(GeneratedImages made, int index, String title) {
        Object[] channels = new Object[made.spec().channels()];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = made.plane(index, c);
        }
        add(made.latent(index), channels, title);
    }

    private void add(float[] latent, Object[] channels, String title) {
        latents.add(latent);
        planes.add(channels);
        titles.add(title);
    }

    private GeneratedImages finished(GeneratorModel model) {
        GeneratedImages figure = new GeneratedImages(
                model,
                model.spec(),
                latents.toArray(new float[0][]),
                planes.toArray(new Object[0][]),
                new Operation("arithmetic", request.seed(), 0));
        for (int i = 0; i < titles.size(); i++) {
            figure.title(i, titles.get(i));
        }
        figure.note("expression", request.expression().toString());
        figure.arrange(panels);
        return figure;
    }

    private static String shortened(String expression) {
        return expression.length() <= MOST_LETTERS ? expression : expression.substring(0, MOST_LETTERS) + "...";
    }
}

package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.Operation;
import io.github.latentj.explore.Panel;
import io.github.latentj.explore.PixelPlanes;
import io.github.latentj.inference.FeatureModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lays guided backpropagation out after figure 5 of Radford et al. 2015: a row for each image with the image, its maps by
 * trained filters, and the same maps by random ones. Many maps go on beneath, beside the images once more.
 */
final class GuidedFigure {
    private static final int MOST_COLUMNS = 12;
    private static final Pattern NUMBER = Pattern.compile(".*#([0-9]+)");

    private final GuideRequest request;
    private final List<Integer> maps;
    private final GeneratorSpec spec;
    private final PixelPlanes pixels;
    private final List<Object[]> images = new ArrayList<>();
    private final Object[][][] trained;
    private final Object[][][] random;

    private final List<Object[]> planes = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<Panel> panels = new ArrayList<>();

    /** @param maps numbers from 1 */
    GuidedFigure(GuideRequest request, List<Integer> maps, GeneratorSpec spec) {
        this.request = request;
        this.maps = maps;
        this.spec = spec;
        pixels = new PixelPlanes(spec);
        trained = new Object[request.images().size()][maps.size()][];
        random = new Object[request.images().size()][maps.size()][];
    }

    /** The next image, float32 [C * H * W] in network range. */
    void addImage(float[] image) {
        images.add(pixels.of(image));
    }

    void trained(int image, int map, float[] guided) {
        trained[image][map] = pixels.of(guided);
    }

    void random(int image, int map, float[] guided) {
        random[image][map] = pixels.of(guided);
    }

    GeneratedImages of(FeatureModel model) {
        for (int first = 0; first < maps.size(); first += MOST_COLUMNS) {
            int end = Math.min(maps.size(), first + MOST_COLUMNS);
            int row = first / MOST_COLUMNS;
            addImages(row);
            addMaps(Panel.at(row, 1, "by trained filters, map"), trained, first, end);
            addMaps(Panel.at(row, 2, "by random filters, map").setApart(), random, first, end);
        }
        GeneratedImages gallery = new GeneratedImages(
                model, spec, planes.toArray(new Object[0][]), new Operation("guided", request.seed(), 0));
        for (int i = 0; i < titles.size(); i++) {
            gallery.title(i, titles.get(i));
        }
        gallery.note("maps", words(maps));
        gallery.arrange(panels);
        return gallery;
    }

    private void addImages(int row) {
        panels.add(Panel.at(row, 0, "image")
                .images(planes.size(), images.size(), 1)
                .labelled(Collections.emptyList(), numbers()));
        for (int i = 0; i < images.size(); i++) {
            planes.add(copy(images.get(i)));
            titles.add(request.images().get(i).name());
        }
    }

    private void addMaps(Panel panel, Object[][][] guided, int first, int end) {
        List<String> labels =
                maps.subList(first, end).stream().map(String::valueOf).collect(Collectors.toList());
        panels.add(panel.images(planes.size(), images.size() * (end - first), end - first)
                .labelled(labels, Collections.emptyList()));
        for (int i = 0; i < images.size(); i++) {
            for (int map = first; map < end; map++) {
                planes.add(guided[i][map]);
                titles.add(request.images().get(i).name() + ", map " + maps.get(map)
                        + (guided == random ? " by random filters" : " by trained filters"));
            }
        }
    }

    /** As the images are numbered where they come from; a single one needs no number. */
    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (SourceImage image : request.images()) {
            Matcher number = NUMBER.matcher(image.name());
            numbers.add(number.matches() ? number.group(1) : "");
        }
        return numbers;
    }

    private static Object[] copy(Object[] channels) {
        Object[] copy = new Object[channels.length];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = ((byte[]) channels[c]).clone();
        }
        return copy;
    }

    private static String words(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}

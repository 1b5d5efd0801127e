package io.github.latentj.explore.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.GoldenFeatures;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuideImagesTest {
    private static final int IMAGES = 3;

    @Test
    void squeezedImagesAreWarnedOfAndOtherSizesNoted() throws IOException {
        SourceImage wide = new SourceImage("wide", 20, 16, 1, channel -> new float[320]);

        GeneratedImages squeezed = guided(List.of(wide));
        GeneratedImages smaller = guided(GoldenFeatures.images(3));

        assertThat(squeezed.warnings())
                .anyMatch(text -> text.contains("wide, 20 x 16, was squeezed out of proportion (by 25 %)"));
        assertThat(smaller.warnings()).noneMatch(text -> text.contains("pixels"));
        assertThat(smaller.notes().get("resampling")).endsWith("the first from 48 x 48");
    }

    private static GeneratedImages guided(List<SourceImage> images) {
        return new GuideImages()
                .run(
                        GuideRequest.of(GoldenFeatures.folder(), images)
                                .strongest(1)
                                .seed(1)
                                .build(),
                        Progress.SILENT);
    }

    @Test
    void rowsShowAnImageItsMapsByTrainedFiltersAndByRandomOnes() throws IOException {
        GeneratedImages gallery = run(request().maps(List.of(3, 1)).seed(1));
        GeneratedImages otherSeed = run(request().maps(List.of(3, 1)).seed(2));
        GeneratedImages otherOrder = run(request().maps(List.of(1, 3)).seed(1));

        assertThat(gallery.count()).isEqualTo(IMAGES * 5);
        assertThat(gallery.hasLatents()).isFalse();
        assertThat(gallery.notes()).containsEntry("maps", "3,1");
        assertThat(gallery.panels())
                .extracting(panel -> panel.column() + " " + panel.heading() + panel.first() + " " + panel.rows() + "x"
                        + panel.columns() + panel.columnLabels() + panel.isApart())
                .containsExactly(
                        "0 [image]0 3x1[]false",
                        "1 [by trained filters, map]3 3x2[3, 1]false",
                        "2 [by random filters, map]9 3x2[3, 1]true");
        for (int i = 0; i < gallery.count(); i++) {
            boolean random = i >= 3 * IMAGES;
            assertThat(plane(otherSeed, i).equals(plane(gallery, i))).isEqualTo(!random);
        }
        for (int first = IMAGES; first < gallery.count(); first += 2) {
            assertThat(plane(otherOrder, first + 1)).isEqualTo(plane(gallery, first));
        }
        assertThat(plane(gallery, 3)).isNotEqualTo(plane(gallery, 5)).isNotEqualTo(plane(gallery, 4));
        assertThat(gallery.title(4)).endsWith(", map 1 by trained filters");
    }

    @Test
    void imagesStandBesideTheirMapsAsTheNetworkSeesThem() throws IOException {
        GeneratedImages gallery = run(request().maps(List.of(1)));
        SourceImage image = GoldenFeatures.images(1).get(1);

        float[] source = image.channel(0);
        double span = GoldenFeatures.MAP.maximum() - GoldenFeatures.MAP.minimum();
        for (int i = 0; i < source.length; i++) {
            double grey = 255 * (source[i] - GoldenFeatures.MAP.minimum()) / span;
            assertThat((double) plane(gallery, 1).get(i)).isCloseTo(grey, within(0.51));
        }
    }

    @Test
    void manyMapsGoOnBeneathBesideTheImagesOnceMore() throws IOException {
        List<Integer> maps = IntStream.range(0, 14).map(i -> i % 6 + 1).boxed().collect(Collectors.toList());

        GeneratedImages gallery = run(request().maps(maps));

        assertThat(gallery.count()).isEqualTo(2 * IMAGES + 2 * 14 * IMAGES);
        assertThat(gallery.panels()).hasSize(6);
        assertThat(gallery.panels().get(4).row()).isEqualTo(1);
        assertThat(gallery.panels().get(4).columnLabels()).containsExactly("1", "2");
        int second = gallery.panels().get(3).first();
        assertThat(plane(gallery, second)).isEqualTo(plane(gallery, 0));
        assertThat(plane(gallery, gallery.panels().get(4).first())).isEqualTo(plane(gallery, IMAGES));
    }

    @Test
    void sameSeedGivesTheSameGallery() throws IOException {
        GeneratedImages gallery = run(request().seed(5));
        GeneratedImages again = run(request().seed(5));

        for (int i = 0; i < gallery.count(); i++) {
            assertThat(plane(gallery, i)).isEqualTo(plane(again, i));
        }
    }

    @Test
    void picturesUseTheWholeRangeAndAreGreyWhereNothingExcites() throws IOException {
        GeneratedImages gallery = run(request().strongest(4));

        int silent = 0;
        int first = IMAGES;
        for (int i = first; i < gallery.count(); i++) {
            List<Integer> grey = plane(gallery, i);
            boolean allGrey = grey.stream().allMatch(value -> value == 128);
            assertThat(grey.contains(0) || grey.contains(255)).isEqualTo(!allGrey);
            silent += allGrey ? 1 : 0;
        }
        assertThat(silent).isLessThan((gallery.count() - first) / 2);
    }

    @Test
    void strongestMapsOfTheLastLayerAnswerTheseImagesMost() throws IOException {
        ImageScores scores = new ScoreImages().run(GoldenFeatures.folder(), GoldenFeatures.images(1), Progress.SILENT);
        // The two convolutions of this discriminator make two and four maps.
        String expected = IntStream.range(2, scores.maps())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer map) -> -strength(scores, map)))
                .limit(3)
                .map(map -> String.valueOf(map + 1))
                .collect(Collectors.joining(","));

        assertThat(run(request().strongest(3)).notes()).containsEntry("maps", expected);
    }

    @Test
    void refusesMapsThatDoNotExist() throws IOException {
        assertThatThrownBy(() -> run(request().maps(List.of(1, 9_999))))
                .isInstanceOf(RequestException.class)
                .hasMessageMatching("maps must name feature maps from 1 to [0-9]+, found 9999");
        assertThatThrownBy(() -> request().strongest(0).build()).hasMessage("strongest must be 1 to 256, found 0");
        assertThatThrownBy(() ->
                        GuideRequest.of(GoldenFeatures.folder(), List.of()).build())
                .hasMessage("there is no image to look at");
    }

    private static double strength(ImageScores scores, int map) {
        double sum = 0;
        for (int i = 0; i < scores.count(); i++) {
            float[] features = scores.features(i);
            sum += IntStream.range(map * 16, map * 16 + 16)
                    .mapToDouble(k -> features[k])
                    .max()
                    .getAsDouble();
        }
        return sum;
    }

    private static GuideRequest.Builder request() throws IOException {
        return GuideRequest.of(GoldenFeatures.folder(), GoldenFeatures.images(1));
    }

    private static GeneratedImages run(GuideRequest.Builder request) {
        return new GuideImages().run(request.build(), Progress.SILENT);
    }

    private static List<Integer> plane(GeneratedImages gallery, int image) {
        byte[] plane = (byte[]) gallery.plane(image, 0);
        return IntStream.range(0, plane.length).mapToObj(i -> plane[i] & 0xff).collect(Collectors.toList());
    }
}

package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.ArithmeticRequest;
import io.github.latentj.explore.CombineConcepts;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic as one figure: pixels, latents and words of its parts. */
class FigureTest {
    private static final int SIDE = TinyModel.SIDE;
    /** 9 around the result, 3 means, 5 images of concepts, the control. */
    private static final int COUNT = 18;

    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
        WindowManager.setTempCurrentImage(null);
    }

    @ParameterizedTest
    @CsvSource({"uint8, 1", "uint8, 2", "uint16, 1", "uint16, 3", "float32, 5"})
    void everyCellHoldsThePixelsOfItsImageAndMarginsAreBlack(String pixelType, int channels) {
        String[] names = new String[channels];
        Arrays.setAll(names, c -> "dye " + (c + 1));
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channelNames(Arrays.asList(names))
                .imageSize(SIDE, SIDE)
                .intensityMap(new IntensityMap(PixelType.ofKey(pixelType), 10, 200))
                .build();
        GeneratedImages images = arithmetic(new TinyModel(8, channels).spec(spec));

        ImagePlus figure = saved(new ImageAssembly(images).montage("figure"));

        List<Rectangle> cells = MontageCells.of(figure).cells();
        assertThat(cells).hasSize(COUNT);
        assertThat(figure.getNChannels()).isEqualTo(channels);
        for (int c = 0; c < channels; c++) {
            ImageProcessor sheet = figure.getStack().getProcessor(c + 1);
            for (int i = 0; i < COUNT; i++) {
                sheet.setRoi(cells.get(i));
                assertThat(sheet.crop().getPixels()).isEqualTo(images.plane(i, c));
            }
            assertThat(sheet.getf(0, 0)).isEqualTo(10);
        }
        assertThat(figure.getDisplayRangeMin()).isEqualTo(10);
    }

    @Test
    void colourFiguresAreRgb() {
        GeneratedImages images = arithmetic(new TinyModel(8, 3));

        ImagePlus figure = new ImageAssembly(images).montage("figure");

        Rectangle last = MontageCells.of(figure).cells().get(COUNT - 1);
        int pixel = figure.getProcessor().get(last.x + 3, last.y + 2);
        assertThat(figure.getType()).isEqualTo(ImagePlus.COLOR_RGB);
        assertThat(pixel >> 8 & 0xff).isEqualTo(((byte[]) images.plane(COUNT - 1, 1))[2 * SIDE + 3] & 0xff);
    }

    @Test
    void wordsLieInTheMarginsAndAreSavedWithTheImage() {
        ImagePlus figure = saved(new ImageAssembly(arithmetic(new TinyModel(8, 1))).montage("figure"));

        Overlay overlay = figure.getOverlay();
        List<Rectangle> cells = MontageCells.of(figure).cells();
        List<Roi> words = Arrays.stream(overlay.toArray())
                .filter(TextRoi.class::isInstance)
                .collect(Collectors.toList());
        assertThat(words)
                .extracting(word -> ((TextRoi) word).getText().trim())
                .contains(
                        "A",
                        "seed 7, images 1, 2, 3",
                        "B",
                        "seed 7, image 4",
                        "mean latent of C",
                        "A - B + C",
                        "A - B + C of pixels",
                        "(no latent)");
        Roi paper = overlay.get(overlay.getIndex("paper"));
        assertThat(paper.getFillColor()).isEqualTo(Color.WHITE);
        for (Rectangle cell : cells) {
            assertThat(paper.contains(cell.x + SIDE / 2, cell.y + SIDE / 2)).isFalse();
            assertThat(words).noneMatch(word -> word.contains(cell.x + 1, cell.y + SIDE / 2));
        }
        assertThat(paper.contains(0, 0)).isTrue();
        ImageProcessor shown = figure.flatten().getProcessor();
        assertThat(shown.get(0, 0) & 0xffffff).isEqualTo(0xffffff);
        Rectangle middle = cells.get(4);
        assertThat(shown.get(middle.x + 5, middle.y + 5) & 0xff)
                .isEqualTo(figure.getProcessor().get(middle.x + 5, middle.y + 5));
    }

    @Test
    void cellsAreSelectedByPointAndRectangle() {
        GeneratedImages images = arithmetic(new TinyModel(8, 1));
        ImagePlus figure = current(saved(new ImageAssembly(images).montage("figure")));
        List<Rectangle> cells = MontageCells.of(figure).cells();

        Rectangle mean = cells.get(9);
        figure.setRoi(new PointRoi(mean.x + 2.0, mean.y + 3.0));
        assertThat(LatentReferences.explicit("points", "selected")).isEqualTo("10");
        assertThat(LatentReferences.parse("points", "selected").sources().get(0).latent())
                .contains(images.latent(9));
        figure.setRoi(cells.get(0).union(cells.get(4)));
        assertThat(LatentReferences.explicit("points", "selected")).isEqualTo("1,2,4,5");
        assertThat(ImageParts.of(withoutSelection(figure), "5").get(0).channel(0)[7])
                .isEqualTo(((byte[]) images.plane(4, 0))[7] & 0xff);
        figure.setRoi(figure.getOverlay().get(0));
        assertThatThrownBy(() -> LatentReferences.explicit("points", "selected"))
                .as("a click on the paper makes it the selection")
                .hasMessage("points: the selection in 'saved.tif' touches no image");
        figure.setRoi(new PointRoi(0.0, 0.0));
        assertThatThrownBy(() -> LatentReferences.explicit("points", "selected"))
                .hasMessage("points: the selection in 'saved.tif' touches no image");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void everyImageKeepsItsLatentButTheControlHasNone(boolean stack) {
        GeneratedImages images = arithmetic(new TinyModel(8, 1));
        ImageAssembly assembly = new ImageAssembly(images);

        ImagePlus saved = current(saved(stack ? assembly.stack("figure") : assembly.montage("figure")));

        List<LatentSource> carried = ImageTags.read(saved);
        assertThat(carried).hasSize(COUNT);
        for (int i = 0; i < COUNT - 1; i++) {
            assertThat(carried.get(i).latent()).contains(images.latent(i));
        }
        assertThat(LatentReferences.parse("points", "5, 10-12").sources()).hasSize(4);
        assertThatThrownBy(() -> LatentReferences.parse("points", "5,18"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "'saved.tif', image 18, has no latent to choose: it was computed from pixels, no single latent"
                                + " makes it");
    }

    @Test
    void aPictureOfADiscriminatorLeadsToTheGeneratorBesideIt() throws IOException {
        Path features = Files.createFile(folder.resolve("features.onnx"));
        ImagePlus picture = IJ.createImage("guided", "8-bit black", 8, 8, 1);
        picture.setProp("LatentJ.model", features.toString());
        picture.setProp("LatentJ.latents", "none");
        assertThat(ImageTags.model(picture)).contains(features.toString());

        Path generator = Files.createFile(folder.resolve("generator.onnx"));

        assertThat(ImageTags.model(picture)).contains(generator.toString());
    }

    @Test
    void croppedFigureIsRefused() {
        ImagePlus figure = new ImageAssembly(arithmetic(new TinyModel(8, 1))).montage("figure");
        figure.setRoi(MontageCells.of(figure).cells().get(4));
        ImagePlus cropped = figure.crop();
        cropped.setProperties(figure.getPropertiesAsArray());
        current(cropped);

        assertThatThrownBy(() -> LatentReferences.parse("points", "1")).hasMessageContaining("cropped or scaled");
    }

    @Test
    void damagedPlacesAreRefused() {
        for (String corners : new String[] {"1,2", "", "99999,1", "-1,0", "a"}) {
            ImagePlus figure = new ImageAssembly(arithmetic(new TinyModel(8, 1))).montage("figure");
            String sound = figure.getProp(MontageCells.CORNERS);
            figure.setProp(MontageCells.CORNERS, sound.replaceFirst("[0-9]+,[0-9]+", corners + " "));
            current(figure);

            if (!corners.equals("1,2")) {
                assertThatThrownBy(() -> LatentReferences.parse("points", "1"))
                        .as(corners)
                        .hasMessageContaining("damaged");
            }
        }
        ImagePlus figure = current(new ImageAssembly(arithmetic(new TinyModel(8, 1))).montage("figure"));
        figure.setProp(ImageTags.COUNT, "999999999");
        assertThatThrownBy(() -> LatentReferences.parse("points", "1")).hasMessageContaining("damaged");
    }

    private GeneratedImages arithmetic(TinyModel model) {
        return new CombineConcepts(models)
                .run(
                        ArithmeticRequest.of(model.write(folder.resolve("tiny.onnx")))
                                .concept("A", seeds(0, 3))
                                .concept("B", seeds(3, 4))
                                .concept("C", seeds(4, 5))
                                .seed(5)
                                .build(),
                        Progress.SILENT);
    }

    private static List<LatentSource> seeds(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> LatentSource.seeded(7, index))
                .collect(Collectors.toList());
    }

    private static ImagePlus withoutSelection(ImagePlus figure) {
        figure.deleteRoi();
        return figure;
    }

    private static ImagePlus current(ImagePlus image) {
        WindowManager.setTempCurrentImage(image);
        return image;
    }

    private ImagePlus saved(ImagePlus image) {
        String path = folder.resolve("saved.tif").toString();
        FileSaver saver = new FileSaver(image);
        assertThat(image.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path))
                .isTrue();
        return IJ.openImage(path);
    }
}

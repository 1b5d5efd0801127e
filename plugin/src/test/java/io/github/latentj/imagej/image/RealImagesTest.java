package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code real} names. */
class RealImagesTest {
    private static final int SIDE = TinyModel.SIDE;

    @TempDir
    private Path folder;

    private Path images;

    @BeforeEach
    void makeFolder() throws Exception {
        images = Files.createDirectory(folder.resolve("images"));
    }

    @Test
    void everySliceOfAStackIsAnImageWhetherTheFileIsNamedOrItsFolder() {
        Path stack = saved(greys(10, 30), "b.tif");

        assertThat(greys(named(stack))).isEqualTo(greys(named(images))).hasSize(30);

        saved(greys(1, 1), "a.tif");
        new FileSaver(greys(99, 1)).saveAsPng(images.resolve("c.png").toString());

        List<SourceImage> all = named(images);
        assertThat(greys(all)).hasSize(32).startsWith(1f, 10f, 11f).endsWith(39f, 99f);
        assertThat(all)
                .extracting(SourceImage::name)
                .startsWith("a.tif", "b.tif#1")
                .endsWith("b.tif#30", "c.png");
    }

    @Test
    void foldersInsideAreReadAsForTraining() throws Exception {
        Files.createDirectories(images.resolve("tumour"));
        Files.createDirectories(images.resolve("stroma"));
        saved(greys(3, 1), "tumour/a.tif");
        saved(greys(5, 1), "stroma/a.tif");
        saved(greys(9, 1), ".hidden.tif");

        assertThat(greys(named(images))).containsExactly(5f, 3f);
    }

    @Test
    void channelsOfAHyperstackAreOfOneImage() {
        ImagePlus hyperstack = greys(0, 12);
        hyperstack.setDimensions(2, 3, 2);
        hyperstack.setOpenAsHyperStack(true);
        saved(hyperstack, "hyper.tif");

        assertThat(greys(named(images))).containsExactly(0f, 2f, 4f, 6f, 8f, 10f);
        assertThat(named(images).get(1).channels()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void whatLatentJMadeIsRefusedAsFileAndInItsFolder(int count) {
        saved(greys(1, 1), "a.tif");
        Path made = saved(generated(count), "g.tif");
        String refused =
                "real must be real images, but " + made + " was made by LatentJ: take it out, or name real images";

        assertThat(IJ.openImage(made.toString()).getProp(ImageTags.SYNTHETIC)).isEqualTo("true");
        assertThatThrownBy(() -> named(made))
                .isInstanceOf(ParameterException.class)
                .hasMessage(refused);
        assertThatThrownBy(() -> named(images))
                .isInstanceOf(ParameterException.class)
                .hasMessage(refused);
    }

    private static List<SourceImage> named(Path real) {
        Map<String, String> given = Map.of("model", "any.onnx", "real", real.toString());
        return RealImages.of(Commands.named("compare").parameters().parse(given));
    }

    private static List<Float> greys(List<SourceImage> images) {
        return images.stream().map(image -> image.channel(0)[0]).toList();
    }

    /** Slices of one grey each, the next one brighter by one. */
    private static ImagePlus greys(int first, int count) {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int i = 0; i < count; i++) {
            ByteProcessor slice = new ByteProcessor(SIDE, SIDE);
            slice.set(first + i);
            stack.addSlice(slice);
        }
        return new ImagePlus("greys", stack);
    }

    private ImagePlus generated(int count) {
        Path model = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        try (GeneratorModels models = new GeneratorModels()) {
            GenerateRequest request = GenerateRequest.of(model).count(count).build();
            return new ImageAssembly(new GenerateImages(models).run(request, Progress.SILENT)).stack("g");
        }
    }

    private Path saved(ImagePlus image, String name) {
        Path file = images.resolve(name);
        IJ.saveAsTiff(image, file.toString());
        return file;
    }
}

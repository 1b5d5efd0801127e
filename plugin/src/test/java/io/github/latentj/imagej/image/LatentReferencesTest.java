package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.ImagesToStack;
import ij.plugin.SubstackMaker;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentReferencesTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();
    private Path model;
    private GeneratedImages images;

    @BeforeEach
    void generate() {
        model = new TinyModel(8, 1).write(folder.resolve("tiny \u00b5.onnx"));
        images = new GenerateImages(models)
                .run(GenerateRequest.of(model).count(7).seed(7).build(), Progress.SILENT);
    }

    @AfterEach
    void forgetImages() {
        models.close();
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void sliceOfReopenedStackGivesItsLatent() {
        current(saved(new ImageAssembly(images).stack("stack")));

        LatentReferences references = LatentReferences.parse("points", "3, 5-6");

        assertThat(references.sources()).hasSize(3);
        assertThat(references.sources())
                .extracting(LatentSource::name)
                .containsExactly("'saved.tif', image 3", "'saved.tif', image 5", "'saved.tif', image 6");
        assertLatents(references.sources(), 2, 4, 5);
        assertThat(references.model()).contains(images.model());
    }

    @Test
    void substackAndDuplicateKeepTheirLatents() {
        ImagePlus stack = new ImageAssembly(images).stack("stack");
        current(new SubstackMaker().makeSubstack(stack, "2,7"));
        assertLatents(LatentReferences.parse("points", "1-2").sources(), 1, 6);

        current(stack.duplicate());
        assertLatents(LatentReferences.parse("points", "7").sources(), 6);

        stack.getStack().deleteSlice(1);
        current(stack);
        assertLatents(LatentReferences.parse("points", "1").sources(), 1);
    }

    @Test
    void cellsOfMontageAreSelectedByPoints() {
        ImagePlus montage = current(saved(new ImageAssembly(images).montage("montage")));
        montage.setRoi(new PointRoi(new float[] {40, 5}, new float[] {3, 20}));

        assertThat(LatentReferences.explicit("points", "selected")).isEqualTo("3,4");
        assertLatents(LatentReferences.parse("points", "selected").sources(), 2, 3);
    }

    @Test
    void cellsOfMontageAreSelectedByRectangle() {
        ImagePlus montage = current(new ImageAssembly(images).montage("montage"));

        montage.setRoi(new Roi(0, 0, 30, 48));
        assertThat(LatentReferences.explicit("points", "selected")).isEqualTo("1,2,4,5,7");
        montage.setRoi(new Roi(18, 18, 4, 4));
        assertThat(LatentReferences.explicit("points", "selected")).isEqualTo("5");
    }

    @Test
    void currentSliceIsSelected() {
        ImagePlus stack = current(new ImageAssembly(images).stack("stack"));
        stack.setSlice(4);

        assertThat(LatentReferences.explicit("points", "selected, seed:9, 2")).isEqualTo("4,seed:9,2");
    }

    @Test
    void singleImagesKeepTheirLatentsInAStack() {
        ImagePlus[] singles = new ImagePlus[2];
        for (int i = 0; i < 2; i++) {
            GenerateRequest request = GenerateRequest.of(model).seed(20 + i).build();
            images = new GenerateImages(models).run(request, Progress.SILENT);
            singles[i] = new ImageAssembly(images).montage("single");
        }
        current(ImagesToStack.run(singles));

        assertLatents(LatentReferences.parse("points", "2").sources(), 0);
    }

    @Test
    void croppedMontageIsRefused() {
        ImagePlus montage = new ImageAssembly(images).montage("any");
        montage.setRoi(16, 0, 32, 32);
        current(montage.crop()).setTitle("part");

        assertThatThrownBy(() -> LatentReferences.parse("points", "1"))
                .hasMessageStartingWith("'part' is no longer the whole montage that LatentJ made");
    }

    @Test
    void titlesMayHoldCommas() {
        assertThat(LatentReferences.items("1, Generated, seed 0#1-2,3,A,B#4,seed:7"))
                .containsExactly("1", "Generated, seed 0#1-2", "3", "A,B#4", "seed:7");
        assertThat(LatentReferences.items("Generated, 3")).as("no title").containsExactly("Generated", "3");
        assertThat(LatentReferences.nameActiveImage("Generated, seed 0#1-2")).isFalse();
        assertThat(LatentReferences.nameActiveImage("Generated, seed 0#1-2, 3")).isTrue();
    }

    @Test
    void seedsNeedNoImage() {
        assertThat(LatentReferences.parse("points", "seed:-5, seed:9#2-3").sources())
                .extracting(LatentSource::name)
                .containsExactly("seed -5, image 1", "seed 9, image 2", "seed 9, image 3");
    }

    @Test
    void saysWhenImageJDroppedTheLatents() {
        ImagePlus stack = new ImageAssembly(images).stack("stack");
        stack.setTitle("stack");
        stack.getStack().setSliceLabel(null, 3);
        current(stack);
        assertLatents(LatentReferences.parse("points", "1,4").sources(), 0, 3);
        assertThatThrownBy(() -> LatentReferences.parse("points", "1,3"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("'stack' carries no latent in its slice 3:"
                        + " it was not made by LatentJ, or a command on the way dropped it");

        current(IJ.createImage("other", 8, 8, 1, 8));
        assertThatThrownBy(() -> LatentReferences.parse("points", "1"))
                .hasMessage(
                        "'other' carries no latent: it was not made by LatentJ, or a command on the way dropped it");
    }

    @Test
    void refusesLatentsThatAreNoNumbers() {
        ImagePlus montage = current(new ImageAssembly(images).montage("damaged"));
        byte[] bytes = Base64.getDecoder().decode(montage.getProp("LatentJ.latents"));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, Float.NaN);
        montage.setProp("LatentJ.latents", Base64.getEncoder().encodeToString(bytes));

        assertThatThrownBy(() -> LatentReferences.parse("points", "1"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("the latents that 'damaged' carries are damaged");
    }

    @Test
    void refusesWhatNamesNothing() {
        current(new ImageAssembly(images).montage("any")).setTitle("montage");

        assertThatThrownBy(() -> LatentReferences.parse("points", "8"))
                .hasMessage("points must name images from 1 to 7, found '8'");
        assertThatThrownBy(() -> LatentReferences.parse("points", "best"))
                .hasMessageStartingWith("points must be 'selected', numbers of slices")
                .hasMessageEndingWith("found 'best'");
        assertThatThrownBy(() -> LatentReferences.parse("points", "cells.tif#1"))
                .hasMessage("points: no image 'cells.tif' is open");
        assertThatThrownBy(() -> LatentReferences.parse("points", "selected"))
                .hasMessageStartingWith("points: select images in 'montage' with the point or rectangle tool");
        WindowManager.setTempCurrentImage(null);
        assertThatThrownBy(() -> LatentReferences.parse("points", "selected"))
                .hasMessage("points names an image, but none is open");
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

    private void assertLatents(List<LatentSource> sources, int... indices) {
        assertThat(sources).hasSize(indices.length);
        for (int i = 0; i < indices.length; i++) {
            assertThat(sources.get(i).latent()).contains(images.latent(indices[i]));
        }
    }
}

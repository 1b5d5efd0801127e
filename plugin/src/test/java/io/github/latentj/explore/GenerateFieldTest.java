package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.Prior;
import io.github.latentj.inference.BareNetwork;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.LatentField;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateFieldTest {
    private static final int TILE = TinyModel.SIDE;

    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    /**
     * The reference is the whole network on one wide map of latents, four places apart with zeros between: its first
     * layer, a transposed convolution of 4 x 4, then lays their maps side by side.
     */
    @Test
    void fieldIsTheWholeNetworkOnAWideMapOfLatents() {
        // Wider than a block of 62 tiles, so that the seam of two blocks lies inside.
        int width = 63 * TILE + 5;
        int height = 2 * TILE + 3;

        GeneratedImages field = run(new TinyModel(8, 2), FieldRequest.of(file()).size(width, height));

        int columns = 66;
        int rows = 5;
        LatentField latents = new LatentField(Prior.NORMAL, 8, 7, 1);
        float[][] tiles = new float[rows * columns][];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = latents.at(i / columns, i % columns);
        }
        float[] whole = BareNetwork.field(new TinyModel(8, 2).openSize(), tiles, columns, 4);
        assertThat(field.notes()).containsEntry("field_border_cut", "3");
        for (int channel = 0; channel < 2; channel++) {
            float[] plane = (float[]) field.plane(0, channel);
            for (int i = 0; i < plane.length; i++) {
                int y = channel * rows * TILE + TILE + i / width;
                float expected = whole[y * columns * TILE + TILE + i % width];
                assertThat((plane[i] / 127.5f - 1)).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-4f));
            }
        }
    }

    /** Beyond the reach of their neighbours, tiles are the images that the whole network makes of their latents. */
    @Test
    void tilesOfAModelThatBeginsWithAMatrixProductAreItsImages() {
        Path golden = GoldenFeatures.folder().resolve("generator.onnx");
        GeneratedImages field = new GenerateField(models)
                .run(
                        FieldRequest.of(golden)
                                .size(32, 32)
                                .seed(7)
                                .unrounded(true)
                                .build(),
                        Progress.SILENT);
        int border = Integer.parseInt(field.notes().get("field_border_cut"));

        assertThat(border).isEqualTo(3);
        try (GeneratorModel model = models.open(golden)) {
            LatentField latents =
                    new LatentField(model.spec().prior(), model.spec().latentSize(), 7, 1);
            float[][] four = {latents.at(1, 1), latents.at(1, 2), latents.at(2, 1), latents.at(2, 2)};
            float[] pixels = (float[]) field.plane(0, 0);
            model.generate(
                    four,
                    (tile, image) -> {
                        for (int i = 0; i < image.length; i++) {
                            int x = i % TILE;
                            int y = i / TILE;
                            boolean inside = Math.min(Math.min(x, y), Math.min(TILE - 1 - x, TILE - 1 - y)) >= border;
                            float expected = (float) model.spec().intensityMap().toImage(image[i]);
                            if (inside) {
                                assertThat(pixels[(tile / 2 * TILE + y) * 32 + tile % 2 * TILE + x])
                                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.02f));
                            }
                        }
                    },
                    Progress.SILENT);
        }
    }

    @Test
    void largerFieldBeginsWithTheSmaller() {
        for (boolean gradual : new boolean[] {false, true}) {
            GeneratedImages small = run(
                    new TinyModel(8, 1),
                    FieldRequest.of(file()).gradual(gradual).size(40, 30));
            GeneratedImages large = run(
                    new TinyModel(8, 1),
                    FieldRequest.of(file()).gradual(gradual).size(50, 60));

            for (int i = 0; i < 40 * 30; i++) {
                assertThat(((float[]) small.plane(0, 0))[i])
                        .isCloseTo(
                                ((float[]) large.plane(0, 0))[i / 40 * 50 + i % 40],
                                org.assertj.core.data.Offset.offset(0.01f));
            }
        }
    }

    @Test
    void modelsOfRankTwoAndOfFixedBatchMakeTheSameField() {
        FieldRequest.Builder request = FieldRequest.of(file()).size(50, 40);
        float[] usual = (float[]) run(new TinyModel(8, 1), request).plane(0, 0);

        float[] rank2 = (float[]) run(new TinyModel(8, 1).rank2(), request).plane(0, 0);
        float[] fixed =
                (float[]) run(new TinyModel(8, 1).fixedBatch(1), request).plane(0, 0);

        assertThat(rank2).containsExactly(usual, org.assertj.core.data.Offset.offset(0.01f));
        assertThat(fixed).containsExactly(usual, org.assertj.core.data.Offset.offset(0.01f));
    }

    @Test
    void gradualLatentsKeepTheVarianceOfThePrior() {
        LatentField latents = new LatentField(Prior.NORMAL, 1000, 3, 1);
        for (double place : new double[] {0.1, 0.5, 1.25}) {
            double squares = 0;
            for (float component : latents.between(place, 2.5)) {
                squares += component * component;
            }
            assertThat(squares / 1000).isBetween(0.85, 1.15);
        }
        assertThat(latents.between(3, 4)).isEqualTo(latents.at(3, 4));
    }

    @Test
    void refusesModelsThatMakeOneSizeOnly() {
        assertThatThrownBy(() -> run(new TinyModel(8, 1).lastOperator("Softmax"), FieldRequest.of(file())))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the model makes images of one size only, so it cannot make a field")
                .hasMessageContaining(file().toString());
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatThrownBy(() ->
                        FieldRequest.of(file()).size(15, 20_000).truncation(3).build())
                .isInstanceOf(RequestException.class)
                .hasMessage("width and height must be 16 to 16384, found 15 and 20000\n"
                        + "truncation must be above 0 and at most 2, found 3.0");
    }

    @Test
    void cancelledFieldLeavesNothing() {
        new TinyModel(8, 1).write(file());
        Progress cancelled = new Progress() {
            @Override
            public void report(int done, int total) {
                assertThat(done).isZero();
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() ->
                        new GenerateField(models).run(FieldRequest.of(file()).build(), cancelled))
                .isInstanceOf(CancellationException.class);
    }

    private Path file() {
        return folder.resolve("tiny.onnx");
    }

    private GeneratedImages run(TinyModel model, FieldRequest.Builder request) {
        model.write(file());
        return new GenerateField(models).run(request.seed(7).unrounded(true).build(), Progress.SILENT);
    }
}

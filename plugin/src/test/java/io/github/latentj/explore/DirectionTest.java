package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Directions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectionTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();
    private Path model;

    @BeforeEach
    void writeModel() {
        model = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
    }

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void savedDirectionIsReadBackExactly() {
        Direction found = new FindDirection(models, model, "brighter nuclei").between(seeds(0, 1), seeds(2));

        Direction loaded = new DirectionFolder(model).load("brighter nuclei");

        assertThat(loaded.vector()).isEqualTo(found.vector());
        assertThat(loaded.modelSha256()).isEqualTo(found.modelSha256());
        assertThat(loaded.origin()).isEqualTo("from the mean of 2 images (seed 7: 1, 2) to the mean of 1 (seed 7: 3)");
        assertThat(folder.resolve("directions").resolve("brighter nuclei.json")).exists();
        assertThat(new DirectionFolder(model).names()).containsExactly("brighter nuclei");
    }

    @Test
    void replacesOnlyWhereToldToAndDeletesOnlyWhatExists() {
        FindDirection find = new FindDirection(models, model, "size");
        find.principal(1);

        assertThatThrownBy(() -> find.principal(2))
                .isInstanceOf(RequestException.class)
                .hasMessage("there is already a direction 'size': choose replace, or take another name");
        new FindDirection(models, model, "size", true).principal(2);
        assertThat(new DirectionFolder(model).load("size").origin()).startsWith("principal direction 2");
        new DirectionFolder(model).delete("size");
        assertThatThrownBy(() -> new DirectionFolder(model).delete("size"))
                .hasMessage("there is no direction 'size' beside the model; none is saved yet");
    }

    @Test
    void rowsGoFromMinusToPlusThroughTheImageItself() {
        Direction direction = new FindDirection(models, model, "first").principal(1);

        GeneratedImages images = new ApplyDirection(models)
                .run(
                        ApplyDirectionRequest.of(model, "first", seeds(0, 1))
                                .distance(2)
                                .columns(5)
                                .build(),
                        Progress.SILENT);

        float[] second = new LatentSampler(Prior.NORMAL, 8, 7).sample(1);
        assertThat(images.count()).isEqualTo(10);
        assertThat(images.columns()).isEqualTo(5);
        assertThat(images.panels().get(0).rowLabels()).containsExactly("7#1", "7#2");
        assertThat(images.latent(7)).isEqualTo(second);
        assertThat(images.latent(5)).containsExactly(Directions.moved(second, direction.vector(), -2), within(1e-6f));
        assertThat(images.latent(9)).containsExactly(Directions.moved(second, direction.vector(), 2), within(1e-6f));
    }

    @Test
    void removedDirectionDoesNotChange() {
        new FindDirection(models, model, "a").between(seeds(0), seeds(1));
        Direction kept = new FindDirection(models, model, "b").between(seeds(0), seeds(2));

        GeneratedImages images = new ApplyDirection(models)
                .run(
                        ApplyDirectionRequest.of(model, "a", seeds(0))
                                .removed("b")
                                .columns(2)
                                .build(),
                        Progress.SILENT);

        assertThat(dot(images.latent(0), kept.vector())).isCloseTo(dot(images.latent(1), kept.vector()), within(1e-5));
    }

    @Test
    void measuredDirectionNeedsAValueForEachImage() {
        FindDirection find = new FindDirection(models, model, "area");

        assertThatThrownBy(() -> find.along(seeds(0, 1, 2), new double[] {1, 2}, "Area"))
                .hasMessage("a measured direction needs at least three images and one value for each,"
                        + " found 3 images and 2 values");
        assertThatThrownBy(() -> find.along(seeds(0, 1, 2), new double[] {1, 2, Double.NaN}, "Area"))
                .hasMessage("the values of Area must be finite, found NaN");
        assertThat(find.along(seeds(0, 1, 2), new double[] {1, 2, 4}, "Area").origin())
                .isEqualTo("along 'Area' of 3 images");
    }

    @Test
    void refusesDirectionOfAnotherModel() {
        new FindDirection(models, model, "x").principal(1);
        Path other = new TinyModel(8, 1).weightSeed(2).write(folder.resolve("other.onnx"));

        assertThatThrownBy(() -> new ApplyDirection(models)
                        .run(ApplyDirectionRequest.of(other, "x", seeds(0)).build(), Progress.SILENT))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("the direction 'x' was found in another model (SHA-256 ");
    }

    @Test
    void refusesDamagedFilesAndNamesThatLeaveTheFolder() throws IOException {
        Path file = Files.createDirectories(folder.resolve("directions")).resolve("bad.json");
        DirectionFolder directions = new DirectionFolder(model);

        Files.writeString(file, "{\"latentj_direction\": 2}");
        assertThatThrownBy(() -> directions.load("bad"))
                .hasMessageStartingWith("the direction was saved by a newer LatentJ (format 2, this one reads 1)");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> directions.load("bad"))
                .hasMessage("not a direction, because it has no proper 'latentj_direction': " + file);
        Files.writeString(
                file,
                "{\"latentj_direction\": 1, \"name\": \"n\", \"model_sha256\": \"s\", \"origin\": \"o\","
                        + " \"vector\": [1, NaN]}");
        assertThatThrownBy(() -> directions.load("bad"))
                .hasMessage("not a direction, because its vector holds 'NaN': " + file);
        assertThatThrownBy(() -> directions.load("")).hasMessage("a direction must be named; saved are bad");
        for (String name : new String[] {"../evil", "a/b", ".hidden", " x"}) {
            assertThatThrownBy(() -> directions.load(name))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("the name of a direction must be 1 to 60 letters");
        }
    }

    @Test
    void namesComeBackWithQuotesAndAccents() {
        Direction direction =
                new Direction("n", "sha", "along '\u00b5 \"area\\size\"' of 3 images", new float[] {0, 1});

        assertThat(DirectionJson.read(DirectionJson.write(direction), "f").origin())
                .isEqualTo(direction.origin());
    }

    @Test
    void firstLayerIsFoundBehindAReshape() {
        Path flat = new TinyModel(8, 1).rank2().write(folder.resolve("flat.onnx"));

        float[] direct = new FindDirection(models, model, "direct").principal(1).vector();
        float[] reshaped =
                new FindDirection(models, flat, "reshaped").principal(1).vector();

        assertThat(reshaped).isEqualTo(direct);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static List<LatentSource> seeds(int... images) {
        List<LatentSource> sources = new java.util.ArrayList<>();
        for (int image : images) {
            sources.add(LatentSource.seeded(7, image));
        }
        return Collections.unmodifiableList(sources);
    }
}

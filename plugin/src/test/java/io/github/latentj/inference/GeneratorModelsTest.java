package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.PixelType;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.WeightsCheck;
import io.github.latentj.inference.file.WireWriter;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GeneratorModelsTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void makesWhatOnnxRuntimeMakes() throws Exception {
        Path file = new TinyModel(8, 3).write(folder.resolve("tiny.onnx"));
        float[][] latents = new LatentSampler(Prior.NORMAL, 8, 3).samples(70);

        List<float[]> images = imagesOf(file, latents);

        assertThat(images).hasSize(70);
        assertThat(images.get(69))
                .containsExactly(direct(file, latents[69]), org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(images.get(0)).containsExactly(direct(file, latents[0]), org.assertj.core.data.Offset.offset(1e-6f));
    }

    @Test
    void latentsOfRankTwoAndFixedBatchesGiveTheSameImages() {
        float[][] latents = new LatentSampler(Prior.NORMAL, 8, 3).samples(5);
        List<float[]> expected = imagesOf(new TinyModel(8, 1).write(folder.resolve("a.onnx")), latents);

        List<float[]> flat = imagesOf(new TinyModel(8, 1).rank2().write(folder.resolve("b.onnx")), latents);
        List<float[]> fixed = imagesOf(new TinyModel(8, 1).fixedBatch(2).write(folder.resolve("c.onnx")), latents);

        for (int i = 0; i < 5; i++) {
            assertThat(flat.get(i)).containsExactly(expected.get(i), org.assertj.core.data.Offset.offset(1e-6f));
            assertThat(fixed.get(i)).containsExactly(expected.get(i), org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    @Test
    void foreignModelGetsDefaultsFromItsGraph() {
        try (GeneratorModel model = models.open(new TinyModel(8, 3).write(folder.resolve("foreign.onnx")))) {
            assertThat(model.spec())
                    .isEqualTo(GeneratorSpec.builder()
                            .latentSize(8)
                            .channels(3)
                            .imageSize(16, 16)
                            .build());
            assertThat(model.warnings()).isEmpty();
        }
    }

    @Test
    void contractOfTheFileIsRead() {
        GeneratorSpec spec = spec().prior(Prior.UNIFORM)
                .intensityMap(new IntensityMap(PixelType.UINT16, 100, 4000))
                .build();
        try (GeneratorModel model = models.open(new TinyModel(8, 1).spec(spec).write(folder.resolve("ours.onnx")))) {
            assertThat(model.spec()).isEqualTo(spec);
        }
    }

    @Test
    void refusesContractThatContradictsTheGraph() {
        Path file = new TinyModel(8, 1).spec(spec().latentSize(100).build()).write(folder.resolve("lie.onnx"));

        assertThatThrownBy(() -> models.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the model's metadata say that the latent size is 100, its graph says 8: ");
    }

    @Test
    void warnsWhenWeightsDifferFromTheirDigest() throws IOException {
        TinyModel model = new TinyModel(8, 1);
        Path plain = model.write(folder.resolve("plain.onnx"));
        String digest = WeightsCheck.digest(OnnxFileReader.read(plain), plain);
        Path signed =
                new TinyModel(8, 1).spec(spec().weightsSha256(digest).build()).write(folder.resolve("signed.onnx"));
        Path edited = new TinyModel(8, 1)
                .weightSeed(2)
                .spec(spec().weightsSha256(digest).build())
                .write(folder.resolve("edited.onnx"));

        try (GeneratorModel good = models.open(signed);
                GeneratorModel bad = models.open(edited)) {
            assertThat(good.warnings()).isEmpty();
            assertThat(bad.warnings())
                    .containsExactly("the weights in " + edited.toRealPath()
                            + " are not those that were exported: the file is damaged or was edited");
        }
    }

    @Test
    void refusesNetworksThatAreNoGenerators() {
        byte[] classifier = model(TinyModel.value("x", 1, -1, 3, 64, 64), TinyModel.value("y", 1, -1, 10));
        byte[] doubles = model(TinyModel.value("x", 11, -1, 8), TinyModel.value("y", 11, -1, 8, 1, 1));
        byte[] silent = model(TinyModel.value("x", 1, -1, 8), null);

        assertNoGenerator(classifier, "found float [N,3,64,64] -> float [N,10].\nIt takes images");
        assertNoGenerator(doubles, "found double [N,8] -> double [N,8,1,1]");
        assertNoGenerator(silent, "found float [N,8] -> nothing");
    }

    private void assertNoGenerator(byte[] bytes, String found) {
        Path file = folder.resolve("other.onnx");
        assertThatThrownBy(() -> models.open(Files.write(file, bytes)))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(
                        "not a generator: ",
                        file.getFileName().toString(),
                        "Expected float [N,z] or [N,z,1,1] -> float [N,C,H,W], " + found);
    }

    private static byte[] model(WireWriter input, WireWriter output) {
        WireWriter graph = new WireWriter()
                .message(1, TinyModel.node("Identity", "y", "x"))
                .message(11, input);
        if (output != null) {
            graph.message(12, output);
        }
        return new WireWriter().number(1, 8).message(7, graph).toBytes();
    }

    @Test
    void refusesHugeImagesBeforeRunning() throws IOException {
        WireWriter scales =
                TinyModel.tensor("scales", 1, 4).bytes(9, WireWriter.littleEndian(1f, 1f, 20_000f, 20_000f));
        WireWriter graph = new WireWriter()
                .message(1, TinyModel.node("Resize", "y", "x", "", "scales"))
                .message(5, scales)
                .message(11, TinyModel.value("x", 1, -1, 8, 1, 1))
                .message(12, TinyModel.value("y", 1, -1, 8, 20_000, 20_000));
        byte[] huge = new WireWriter()
                .number(1, 8)
                .message(7, graph)
                .message(8, new WireWriter().text(1, "").number(2, 17))
                .toBytes();
        Path file = Files.write(folder.resolve("huge.onnx"), huge);

        assertThatThrownBy(() -> models.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the model makes images of 20000 x 20000 pixels with 8 channels,"
                        + " which is more than LatentJ runs: ");
    }

    @Test
    void passesOnWhatOnnxRuntimeRefuses() {
        Path file = new TinyModel(8, 1)
                .extraNode(TinyModel.node("Add", "k", "image", "no_such_value"))
                .write(folder.resolve("broken.onnx"));

        assertThatThrownBy(() -> models.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("ONNX Runtime cannot load the model (")
                .hasMessageContaining("no_such_value");
    }

    @Test
    void namesMissingFile() {
        Path missing = folder.resolve("missing.onnx");

        assertThatThrownBy(() -> models.open(missing))
                .isInstanceOf(ModelException.class)
                .hasMessage("there is no model file " + missing.toAbsolutePath());
    }

    @Test
    void folderOfAnUnfinishedTrainingIsKnown() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.createDirectory(run.resolve("checkpoints"));
        Files.createFile(run.resolve("settings.yaml"));
        assertThatThrownBy(() -> models.open(run))
                .hasMessageStartingWith("there is no model file " + run.resolve("generator.onnx"))
                .hasMessageContaining("the training in this folder is not finished", "export");
    }

    @Test
    void opensModelFolder() {
        new TinyModel(8, 1).write(folder.resolve("generator.onnx"));

        try (GeneratorModel model = models.open(folder)) {
            assertThat(model.path()).endsWithRaw(Path.of("generator.onnx"));
        }
    }

    @Test
    void opensZippedModelFolder() throws IOException {
        byte[] tiny = new TinyModel(8, 1).toBytes();
        Path zip = zipped("run/generator.onnx", tiny, "run/metrics.csv", new byte[3]);
        Path plain = Files.write(folder.resolve("plain.onnx"), tiny);

        try (GeneratorModel packed = models.open(zip);
                GeneratorModel model = models.open(plain)) {
            assertThat(packed.sha256()).isEqualTo(model.sha256());
            assertThat(packed.path()).isEqualTo(zip.toRealPath());
            assertThat(packed.firstLayer()).isDeepEqualTo(model.firstLayer());
        }
    }

    @Test
    void refusesArchivesWithoutOneGenerator() throws IOException {
        Path none = zipped("other.onnx", new byte[1], "notgenerator.onnx", new byte[1]);
        assertThatThrownBy(() -> models.open(none))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("a zipped model must hold one generator.onnx, found 0: ");
        Path two = zipped("a/generator.onnx", new byte[1], "b/generator.onnx", new byte[1]);
        assertThatThrownBy(() -> models.open(two)).hasMessageContaining("found 2: ");
        Path letter = Files.writeString(folder.resolve("letter.zip"), "Dear reader");
        assertThatThrownBy(() -> models.open(letter))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("not a zip file: ");
    }

    private Path zipped(String name, byte[] content, String otherName, byte[] other) throws IOException {
        Path file = folder.resolve("model" + name.hashCode() + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.putNextEntry(new ZipEntry(otherName));
            zip.write(other);
        }
        return file;
    }

    @Test
    void keepsOneSessionUntilTheFileChanges() throws IOException {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
        float[][] latents = new LatentSampler(Prior.NORMAL, 8, 3).samples(1);
        float[] before = imagesOf(file, latents).get(0);

        new TinyModel(8, 1).weightSeed(9).write(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));

        assertThat(imagesOf(file, latents).get(0)).isNotEqualTo(before);
    }

    @Test
    void stopsWithinOneBatch() {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
        AtomicInteger made = new AtomicInteger();
        Progress afterFirstBatch = new Progress() {
            @Override
            public void report(int done, int total) {
                made.set(done);
            }

            @Override
            public boolean cancelled() {
                return made.get() > 0;
            }
        };
        try (GeneratorModel model = models.open(file)) {
            float[][] latents = new LatentSampler(Prior.NORMAL, 8, 3).samples(1000);

            assertThatThrownBy(() -> model.generate(latents, (index, image) -> {}, afterFirstBatch))
                    .isInstanceOf(CancellationException.class);
            assertThat(made.get()).isBetween(1, 64);
            assertThat(imagesOf(file, latents)).hasSize(1000);
        }
    }

    @Test
    @Timeout(60)
    void closingWhileRunningEndsTheRunAndNotTheJvm() throws InterruptedException {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
        float[][] latents = new LatentSampler(Prior.NORMAL, 8, 3).samples(200_000);
        for (int i = 0; i < 20; i++) {
            GeneratorModels closing = new GeneratorModels();
            GeneratorModel model = closing.open(file);
            List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
            Thread runner = new Thread(() -> {
                try {
                    model.generate(latents, (index, image) -> {}, Progress.SILENT);
                } catch (IllegalStateException end) {
                    ends.add(end);
                }
            });
            runner.start();
            Thread.sleep(10 + i);
            closing.close();
            runner.join();

            assertThat(ends).hasSize(1);
        }
    }

    @Test
    void refusesLatentOfWrongSize() {
        try (GeneratorModel model = models.open(new TinyModel(8, 1).write(folder.resolve("tiny.onnx")))) {
            assertThatThrownBy(() -> model.generate(new float[1][9], (index, image) -> {}, Progress.SILENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a latent of this model has 8 components, found 9");
        }
    }

    private static GeneratorSpec.Builder spec() {
        return GeneratorSpec.builder().latentSize(8).channels(1).imageSize(16, 16);
    }

    private List<float[]> imagesOf(Path file, float[][] latents) {
        List<float[]> images = new ArrayList<>();
        try (GeneratorModel model = models.open(file)) {
            model.generate(latents, (index, image) -> images.add(image.clone()), Progress.SILENT);
        }
        return images;
    }

    private static float[] direct(Path file, float[] latent) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(latent), new long[] {1, 8, 1, 1});
                OrtSession.Result result = session.run(Collections.singletonMap("z", input))) {
            FloatBuffer image = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[image.remaining()];
            image.get(values);
            return values;
        }
    }
}

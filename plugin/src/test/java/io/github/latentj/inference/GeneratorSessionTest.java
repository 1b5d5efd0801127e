package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.inference.file.GeneratorSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.runtime.FloatTensor;
import io.github.latentj.inference.runtime.MemoryShortageException;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.Progress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a session copes with too little memory, on a network that stands in for a GPU. */
class GeneratorSessionTest {
    private static final int LATENT_SIZE = 4;

    @TempDir
    private Path folder;

    @Test
    void halvesTheBatchWhenTheGpuIsFull() {
        SmallGpu gpu = new SmallGpu(10);

        float[][] images = images(gpu, latents(70));

        assertImagesOfTheirLatents(images);
        assertThat(gpu.batches).startsWith(32, 16, 8, 8).endsWith(8, 6);
        assertThat(gpu.device()).isEqualTo("GPU");
    }

    @Test
    void goesOnWithTheCpuWhenNotOneImageFitsIntoTheGpu() {
        SmallGpu gpu = new SmallGpu(0);

        float[][] images = images(gpu, latents(70));

        assertImagesOfTheirLatents(images);
        assertThat(gpu.batches).startsWith(32, 16, 8, 4, 2, 1, 32, 32, 6);
        assertThat(gpu.device()).isEqualTo("CPU");
    }

    @Test
    void networkWithFixedBatchGoesToTheCpuAtOnce() {
        SmallGpu gpu = new SmallGpu(0);
        Path file = new TinyModel(LATENT_SIZE, 1).fixedBatch(8).write(folder.resolve("fixed.onnx"));

        float[][] images = images(gpu, latents(20), file);

        assertImagesOfTheirLatents(images);
        assertThat(gpu.batches).containsExactly(8, 8, 8, 8);
    }

    @Test
    void saysSoWhenTheCpuHasTooLittleMemoryToo() {
        SmallGpu cpu = new SmallGpu(0);
        cpu.moveToCpu();
        cpu.room = 0;

        assertThatThrownBy(() -> images(cpu, latents(3)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not enough memory to run the model (Failed to allocate");
    }

    @Test
    void nextBatchIsUnderWayBeforeTheLastIsTaken() {
        QueueingDevice device = new QueueingDevice();

        float[][] images = images(device, latents(100));

        assertImagesOfTheirLatents(images);
        assertThat(device.events)
                .containsExactly("begin 0", "begin 32", "end 0", "begin 64", "end 32", "begin 96", "end 64", "end 96");
    }

    @Test
    void failureEndsWhatIsUnderWayAndLeavesTheSessionUsable() {
        QueueingDevice device = new QueueingDevice();
        device.failing = 32;
        Path file = new TinyModel(LATENT_SIZE, 1).write(folder.resolve("model.onnx"));
        List<Integer> seen = new ArrayList<>();
        try (GeneratorSession session =
                new GeneratorSession(GeneratorSignature.of(OnnxFileReader.read(file), file), file, device)) {
            assertThatThrownBy(() ->
                            session.generate(latents(200), (index, image) -> seen.add((int) image[0]), Progress.SILENT))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("weights are damaged");
            assertThat(seen).hasSize(32).startsWith(0, 1, 2).endsWith(31);
            assertThat(device.events).endsWith("end 32", "abandon 32", "abandon 64");

            device.failing = -1;
            seen.clear();
            session.generate(latents(40), (index, image) -> seen.add((int) image[0]), Progress.SILENT);
            assertThat(seen).hasSize(40).startsWith(0, 1, 2).endsWith(38, 39);
        }
    }

    @Test
    void escapeAbandonsAllBatchesUnderWay() {
        QueueingDevice device = new QueueingDevice();
        Path file = new TinyModel(LATENT_SIZE, 1).write(folder.resolve("model.onnx"));
        boolean[] pressed = {false};
        Progress escape = new Progress() {
            @Override
            public void report(int done, int total) {
                pressed[0] = done == 64;
            }

            @Override
            public boolean cancelled() {
                return pressed[0];
            }
        };
        try (GeneratorSession session =
                new GeneratorSession(GeneratorSignature.of(OnnxFileReader.read(file), file), file, device)) {
            assertThatThrownBy(() -> session.generate(latents(500), (index, image) -> {}, escape))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(device.events).endsWith("end 32", "abandon 64").doesNotContain("begin 96");
    }

    @Test
    void memoryShortageUnderWayRepeatsOnlyWhatWasNotTaken() {
        QueueingDevice device = new QueueingDevice();
        device.scarce = 64;

        float[][] images = images(device, latents(100));

        assertImagesOfTheirLatents(images);
        assertThat(device.events)
                .containsSequence("end 64", "abandon 64", "abandon 96", "begin 64", "begin 80", "end 64");
    }

    private static float[][] latents(int count) {
        float[][] latents = new float[count][LATENT_SIZE];
        for (int i = 0; i < count; i++) {
            latents[i][0] = i;
        }
        return latents;
    }

    private float[][] images(Network network, float[][] latents) {
        return images(network, latents, new TinyModel(LATENT_SIZE, 1).write(folder.resolve("model.onnx")));
    }

    private static float[][] images(Network network, float[][] latents, Path file) {
        GeneratorSignature signature = GeneratorSignature.of(OnnxFileReader.read(file), file);
        float[][] images = new float[latents.length][];
        try (GeneratorSession session = new GeneratorSession(signature, file, network)) {
            session.generate(latents, (index, image) -> images[index] = image.clone(), Progress.SILENT);
        }
        return images;
    }

    private static void assertImagesOfTheirLatents(float[][] images) {
        for (int i = 0; i < images.length; i++) {
            assertThat(images[i]).hasSize(TinyModel.SIDE * TinyModel.SIDE).containsOnly(i);
        }
    }

    /** Fills in the results of a run when it ends, as late as it may; runs are named by the first latent. */
    private static final class QueueingDevice implements Network {
        private final List<String> events = new ArrayList<>();
        private int failing = -1;
        private int scarce = -1;

        @Override
        public Run begin(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
            int name = (int) inputs.get(0).values().get(0);
            events.add("begin " + name);
            return new Run() {
                @Override
                public void await() {
                    events.add("end " + name);
                    if (name == failing) {
                        throw new ModelException("weights are damaged");
                    }
                    if (name == scarce) {
                        scarce = -1;
                        throw new MemoryShortageException("Failed to allocate memory for requested buffer");
                    }
                    paint(inputs, outputs);
                }

                @Override
                public void abandon() {
                    events.add("abandon " + name);
                }
            };
        }

        @Override
        public void run(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
            begin(inputs, outputs, stop).await();
        }

        @Override
        public boolean onGpu() {
            return true;
        }

        @Override
        public void moveToCpu() {
            throw new IllegalStateException("there is room for smaller batches");
        }

        @Override
        public String device() {
            return "GPU";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static void paint(List<FloatTensor> inputs, List<FloatTensor> outputs) {
        FloatBuffer latents = inputs.get(0).values();
        FloatBuffer images = outputs.get(0).values();
        for (int i = 0; i < inputs.get(0).shape()[0]; i++) {
            float colour = latents.get(i * LATENT_SIZE);
            for (int k = 0; k < TinyModel.SIDE * TinyModel.SIDE; k++) {
                images.put(colour);
            }
        }
    }

    /** Paints each image with the first component of its latent, and holds so many images. */
    private static final class SmallGpu implements Network {
        private final List<Integer> batches = new ArrayList<>();
        private long room;
        private boolean cpu;

        SmallGpu(int room) {
            this.room = room;
        }

        @Override
        public void run(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
            int batch = (int) inputs.get(0).shape()[0];
            batches.add(batch);
            if (batch > room) {
                throw new MemoryShortageException("Failed to allocate memory for requested buffer");
            }
            paint(inputs, outputs);
        }

        @Override
        public boolean onGpu() {
            return !cpu;
        }

        @Override
        public void moveToCpu() {
            cpu = true;
            room = Long.MAX_VALUE;
        }

        @Override
        public String device() {
            return cpu ? "CPU" : "GPU";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}

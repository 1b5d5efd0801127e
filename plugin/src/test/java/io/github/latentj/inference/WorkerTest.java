package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.inference.file.GeneratorSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.runtime.HostProgram;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.inference.runtime.RemoteNetwork;
import io.github.latentj.inference.worker.InferenceWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of this program when the process that runs the networks misbehaves or meets a bad machine. */
@Timeout(120)
class WorkerTest {
    private static final int LATENT_SIZE = 8;

    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();
    private Path file;

    @BeforeEach
    void writeModel() {
        file = new TinyModel(LATENT_SIZE, 1).write(folder.resolve("model.onnx"));
    }

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void crashOfTheWorkerIsToldAndTheNextRunWorks() {
        try (GeneratorModel model = models.open(file)) {
            Progress crash = at(32, () -> worker().destroyForcibly());

            assertThatThrownBy(() -> model.generate(latents(10_000), (index, image) -> {}, crash))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("cannot run the model (the process that runs it ended")
                    .hasMessageEndingWith(": " + file);

            assertThat(count(model, 40)).isEqualTo(40);
        }
    }

    @Test
    void openModelNeedsItsFileOnlyForAnotherWorker() throws IOException {
        try (GeneratorModel model = models.open(file)) {
            Files.delete(file);

            assertThat(count(model, 3)).isEqualTo(3);

            ProcessHandle worker = worker();
            worker.destroyForcibly();
            worker.onExit().join();
            assertThatThrownBy(() -> count(model, 3))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the model file changed since it was opened, open it again: " + file);
        }
    }

    @Test
    void escapeEndsWorkerThatDoesNotListen() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs the program kill");
        try (GeneratorModel model = models.open(file)) {
            long[] pressed = {0};
            Progress frozen = new Progress() {
                @Override
                public void report(int done, int total) {
                    if (pressed[0] == 0) {
                        freeze(worker());
                        pressed[0] = System.nanoTime();
                    }
                }

                @Override
                public boolean cancelled() {
                    return pressed[0] != 0;
                }
            };
            Progress escape = afterReport(frozen);

            assertThatThrownBy(() -> model.generate(latents(10_000), (index, image) -> {}, escape))
                    .isInstanceOf(CancellationException.class);

            assertThat(System.nanoTime() - pressed[0]).as("nanoseconds").isLessThan(10_000_000_000L);
            assertThat(count(model, 3)).isEqualTo(3);
        }
    }

    /** Hides the wish to stop from the check between batches, so that it meets a batch under way. */
    private static Progress afterReport(Progress inner) {
        return new Progress() {
            private long reported;

            @Override
            public void report(int done, int total) {
                inner.report(done, total);
                reported = System.nanoTime();
            }

            @Override
            public boolean cancelled() {
                return inner.cancelled() && System.nanoTime() - reported > 200_000_000;
            }
        };
    }

    @Test
    void timeLimitEndsRunThatNobodyWatches() {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs the program kill");
        GeneratorSignature signature = GeneratorSignature.of(OnnxFileReader.read(file), file);
        try (GeneratorSession session =
                new GeneratorSession(signature, file, new RemoteNetwork(file, () -> false, 2_000))) {
            freeze(worker());

            assertThatThrownBy(() -> session.generate(latents(1), (index, image) -> {}, Progress.SILENT))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("needed longer than the time limit");
        }
    }

    @Test
    void twoGenerationsAtOnceAreBothRight() throws Exception {
        float[][] first = latents(300);
        float[][] second = latents(300);
        for (float[] latent : second) {
            latent[1] = 2;
        }
        try (GeneratorModel model = models.open(file);
                GeneratorModel same = models.open(file)) {
            float[][] alone = images(model, second);
            AtomicReference<float[][]> beside = new AtomicReference<>();
            Thread other = new Thread(() -> beside.set(images(same, second)));
            other.start();
            float[][] here = images(model, first);
            other.join();

            assertThat(beside.get()).isDeepEqualTo(alone);
            assertThat(here[5]).isNotEqualTo(alone[5]);
            assertThat(images(model, first)).isDeepEqualTo(here);
        }
    }

    @Test
    void escapeFromOneGenerationLeavesTheOtherOneAlone() throws Exception {
        Path other = new TinyModel(LATENT_SIZE, 1).write(folder.resolve("other.onnx"));
        float[][] latents = latents(3_000);
        try (GeneratorModel model = models.open(file);
                GeneratorModel second = models.open(other)) {
            float[][] alone = images(second, latents);
            AtomicReference<float[][]> beside = new AtomicReference<>();
            Thread undisturbed = new Thread(() -> beside.set(images(second, latents)));
            undisturbed.start();
            for (int i = 0; i < 50; i++) {
                boolean[] pressed = {false};
                Progress escape = new Progress() {
                    @Override
                    public void report(int done, int total) {
                        pressed[0] = true;
                    }

                    @Override
                    public boolean cancelled() {
                        return pressed[0];
                    }
                };
                assertThatThrownBy(() -> model.generate(latents, (index, image) -> {}, escape))
                        .isInstanceOf(CancellationException.class);
            }
            undisturbed.join();

            assertThat(beside.get()).isDeepEqualTo(alone);
        }
    }

    @Test
    void thousandGenerationsDoNotGrow() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs /proc");
        try (GeneratorModel model = models.open(file)) {
            for (int i = 0; i < 200; i++) {
                count(model, 64);
            }
            long before = residentKilobytes(worker());
            for (int i = 0; i < 1_000; i++) {
                count(model, 64);
            }
            assertThat(residentKilobytes(worker()) - before).as("kilobytes").isLessThan(20 << 10);
        }
    }

    @Test
    void copyToPixelsAllocatesNothingPerImage() {
        float[][] latents = latents(2_000);
        try (GeneratorModel model = models.open(file)) {
            count(model, 64);
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            model.generate(latents, (index, image) -> {}, Progress.SILENT);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;

            long perImage = 4L * TinyModel.SIDE * TinyModel.SIDE;
            assertThat(bytes / latents.length).as("bytes per image").isLessThan(perImage / 4);
        }
    }

    @Test
    void workerEndsWithTheProgramThatStartedIt() throws Exception {
        Process host = host("-Dend=wait");
        ProcessHandle worker = waitForWorkerOf(host);
        host.destroyForcibly().waitFor();

        worker.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void otherVersionOfOnnxRuntimeOnTheClassPathDoesNoHarm() throws Exception {
        Path other = OtherRuntimeJar.write(folder.resolve("onnxruntime-1.13.1.jar"), "1.13.1");

        assertThat(saidBy(host("-Dbefore=" + other))).isEqualTo("64 images");
    }

    @Test
    void onlyAnotherVersionOfOnnxRuntimeIsExplained() throws Exception {
        Path other = OtherRuntimeJar.write(folder.resolve("onnxruntime-1.13.1.jar"), "1.13.1");

        assertThat(saidBy(host("-Dinstead=" + other)))
                .isEqualTo("ONNX Runtime could not be started: LatentJ needs version 1.28.0 beside"
                        + " [onnxruntime-1.13.1.jar]. Put the onnxruntime jar into the jars folder");
    }

    @Test
    void unsupportedMachineIsNamedWithTheSupportedOnes() throws Exception {
        assertThat(saidBy(host("-Dos.name=Mac OS X", "-Dos.arch=x86_64")))
                .isEqualTo("ONNX Runtime could not be started: it has no library for Mac OS X on x86_64, only for"
                        + " linux-aarch64, linux-x64, osx-aarch64, win-x64. On a Mac with Apple silicon, use the"
                        + " ImageJ or Fiji made for it");
        assertThat(saidBy(host("-Dos.arch=x86"))).contains("no library for Linux on x86, only for linux-aarch64");
    }

    @Test
    void missingTemporaryFolderIsExplained() throws Exception {
        assertThat(saidBy(host("-Djava.io.tmpdir=" + folder.resolve("gone"))))
                .startsWith("ONNX Runtime could not be started: the temporary folder " + folder.resolve("gone")
                        + " cannot be used. Free some space or start Java with -Djava.io.tmpdir=FOLDER");
    }

    @Test
    void temporaryFolderWithoutRightToExecuteIsExplained() throws Exception {
        assumeTrue(canMount(), "needs 'unshare -rm' to mount a folder of its own");
        assertThat(saidBy(HostProgram.start(Files.createDirectory(folder.resolve("tmp")), file, "-Dmount=noexec")))
                .startsWith("ONNX Runtime could not be started: programs may not run from the temporary folder."
                        + " Start Java with -Djava.io.tmpdir=FOLDER");
    }

    @Test
    void fullTemporaryFolderIsExplained() throws Exception {
        assumeTrue(canMount(), "needs 'unshare -rm' to mount a folder of its own");
        assertThat(saidBy(HostProgram.start(Files.createDirectory(folder.resolve("tmp")), file, "-Dmount=size=2m")))
                .startsWith("ONNX Runtime could not be started: its library could not be unpacked into the temporary"
                        + " folder, where ");
    }

    private boolean canMount() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "unshare -rm mount -t tmpfs tmpfs " + folder)
                .redirectErrorStream(true)
                .start();
        return process.waitFor() == 0;
    }

    @Test
    void missingJavaProgramIsExplained() throws Exception {
        assertThat(saidBy(host("-Dhome=" + folder)))
                .startsWith("ONNX Runtime could not be started: LatentJ runs it in a second Java, and there is no"
                        + " program " + folder.resolve("bin").resolve("java") + " or java");
    }

    private Process host(String... options) throws IOException {
        return HostProgram.start(folder, file, options);
    }

    private static String saidBy(Process host) throws IOException {
        return new String(host.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).trim();
    }

    private static ProcessHandle waitForWorkerOf(Process host) throws InterruptedException {
        while (host.isAlive()) {
            List<ProcessHandle> workers = host.descendants().toList();
            if (!workers.isEmpty()) {
                return workers.get(0);
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("the program ended before it started a worker");
    }

    private static ProcessHandle worker() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info().commandLine().orElse("").contains(InferenceWorker.class.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static void freeze(ProcessHandle process) {
        try {
            new ProcessBuilder("/bin/kill", "-STOP", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            // Its threads stop one after the other.
            Thread.sleep(300);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long residentKilobytes(ProcessHandle process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    /** Does something once so many images are done. */
    private static Progress at(int images, Runnable deed) {
        return new Progress() {
            private boolean did;

            @Override
            public void report(int done, int total) {
                if (done >= images && !did) {
                    did = true;
                    deed.run();
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    private static float[][] latents(int count) {
        float[][] latents = new float[count][LATENT_SIZE];
        for (int i = 0; i < count; i++) {
            latents[i][0] = i * 0.01f;
        }
        return latents;
    }

    private static int count(GeneratorModel model, int images) {
        int[] count = {0};
        model.generate(latents(images), (index, image) -> count[0]++, Progress.SILENT);
        return count[0];
    }

    private static float[][] images(GeneratorModel model, float[][] latents) {
        float[][] images = new float[latents.length][];
        model.generate(latents, (index, image) -> images[index] = image.clone(), Progress.SILENT);
        return images;
    }
}

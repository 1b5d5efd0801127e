package io.github.latentj.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.FeatureModel;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.InversionModel;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens where the newest ONNX Runtime does not load, as on a Windows whose Java brings an old C++ runtime. */
class OlderRuntimeTest {
    private static final Path MODELS = Path.of(System.getProperty("latentj.root"), "plugin", "models", "nuclei64");
    private static final Path OLDER = Path.of("target", "older", "onnxruntime-" + RuntimeJar.OLDER_VERSION + ".jar");
    private static final int IMAGES = 4;

    @TempDir
    private Path folder;

    @Test
    void olderVersionTakesOverAndComputesTheSame() throws Exception {
        Path newest = newest();
        Result expected = run("newest", newest.toString());

        Result older = run("older", broken(newest) + File.pathSeparator + OLDER.toAbsolutePath());

        assertThat(expected.said()).isEqualTo(RuntimeJar.VERSION + ", ");
        assertThat(older.said())
                .startsWith(
                        RuntimeJar.OLDER_VERSION + ", ONNX Runtime could not be started: its library cannot be loaded");
        float[] same = expected.floats();
        float[] found = older.floats();
        assertThat(found).hasSameSizeAs(same);
        for (int i = 0; i < same.length; i++) {
            assertThat((double) found[i]).as("number %d", i).isCloseTo(same[i], within(1e-4 * (1 + Math.abs(same[i]))));
        }
    }

    @Test
    void whatTheNewestSaysIsToldWhereTheOlderDoesNotLoadEither() throws Exception {
        Path newest = newest();

        Result result = run("none", broken(newest) + File.pathSeparator + broken(OLDER));

        assertThat(result.said()).startsWith("ONNX Runtime could not be started: its library cannot be loaded on ");
    }

    private static Path newest() {
        return RuntimeJar.classPath(RuntimeJar.VERSION, true).iterator().next();
    }

    /** The same jar with libraries that no system loads. */
    private Path broken(Path jar) throws IOException {
        Path copy = folder.resolve("broken-" + jar.getFileName());
        try (ZipFile source = new ZipFile(jar.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                boolean library = entry.getName().startsWith(RuntimeJar.NATIVE);
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(
                        library
                                ? "no library".getBytes(StandardCharsets.US_ASCII)
                                : source.getInputStream(entry).readAllBytes());
                target.closeEntry();
            }
        }
        return copy;
    }

    private record Result(String said, Path file) {
        float[] floats() throws IOException {
            FloatBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
            float[] floats = new float[buffer.remaining()];
            buffer.get(floats);
            return floats;
        }
    }

    /** @param runtime what takes the place of ONNX Runtime's jar on the class path */
    private Result run(String name, String runtime) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(newest().toString(), runtime);
        Path file = folder.resolve(name);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        MODELS.toString(),
                        file.toString())
                .redirectError(folder.resolve(name + "-errors.txt").toFile())
                .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\R$", "");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(said, file);
    }

    /** Runs all networks of a model, and says by which version. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (GeneratorModel generator = GeneratorModels.shared().open(Path.of(arguments[0], "generator.onnx"));
                    FeatureModel features = FeatureModel.open(Path.of(arguments[0], "features.onnx"));
                    InversionModel inversion = InversionModel.beside(generator);
                    DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
                float[][] latents = new LatentSampler(
                                generator.spec().prior(), generator.spec().latentSize(), 7)
                        .samples(IMAGES);
                List<float[]> images = new ArrayList<>();
                generator.generate(latents, (index, image) -> images.add(image.clone()), Progress.SILENT);
                for (float[] image : images) {
                    write(image, out);
                }
                features.describe(images, (index, logit, vector) -> write(vector, out), Progress.SILENT);
                features.guide(images, 1, (index, image) -> write(image, out), Progress.SILENT);
                float[] weight = new float[images.get(0).length];
                Arrays.fill(weight, 1);
                float[] losses = new float[IMAGES];
                float[][] gradients = new float[IMAGES][generator.spec().latentSize()];
                inversion
                        .distanceTo(images.get(0), weight, IMAGES, Progress.SILENT)
                        .compare(latents, losses, gradients);
                write(losses, out);
                write(gradients[1], out);
                DeviceReport report = Devices.report();
                System.out.println(report.version() + ", " + report.whyOlder().orElse(""));
            } catch (RuntimeUnavailableException problem) {
                System.out.println(problem.getMessage());
            }
        }

        private static void write(float[] values, DataOutputStream out) {
            try {
                for (float value : values) {
                    out.writeFloat(value);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images in, trained by the packaged trainer, ONNX out, generated in a real ImageJ: each link as a user meets it. */
class WholePathTest {
    private static final Path REAL_NUCLEI =
            Path.of(System.getProperty("latentj.root"), "..", "shared", "data", "nuclei64", "nuclei64.zip");
    private static final int COUNT = 12;
    private static final long SEED = 2026;

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @Test
    void realNucleiGoFromAZipToAnImageJWindow() throws Exception {
        assumeTrue(Files.isRegularFile(REAL_NUCLEI), "the real nuclei are not at ../shared/data/nuclei64");
        Path run = folder.resolve("my run");

        TrainerProcess.Outcome training = TrainerProcess.run(
                folder,
                "train",
                "--data",
                REAL_NUCLEI.toString(),
                "--epochs",
                "1",
                "--batch",
                "64",
                "--features",
                "8",
                "--out",
                run.toString());

        assertThat(training.exitCode()).as(training.output()).isZero();
        assertThat(training.output()).contains("6286 images", "step 98/98", "images/s", "D(G(z))", "Exported to ONNX");
        assertRunIsComplete(run, 1);
        assertImageJGeneratesWhatTheFileHolds(run.resolve("generator.onnx"));
    }

    @Test
    void demoGoesTheWholeWayOnItsOwnNuclei() throws Exception {
        Path run = folder.resolve("demo");

        TrainerProcess.Outcome demo = TrainerProcess.run(
                folder, "demo", "--images", "128", "--epochs", "2", "--seed", "3", "--out", run.toString());

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertRunIsComplete(run, 2);
        assertThat(Files.readAllLines(run.resolve("data/attributes.csv"))).hasSize(129);
        assertThat(run.resolve("generated/montage.png")).isNotEmptyFile();
        assertThat(run.resolve("generated/image-00063.png")).isNotEmptyFile();
        assertImageJGeneratesWhatTheFileHolds(run.resolve("generator.onnx"));
    }

    private static void assertRunIsComplete(Path run, int epochs) {
        for (String name : new String[] {
            "settings.yaml",
            "data.json",
            "metrics.csv",
            "metrics.png",
            "samples/real.png",
            "generator.onnx",
            "discriminator.onnx",
            "inversion.onnx",
            "features.onnx"
        }) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        for (int epoch = 1; epoch <= epochs; epoch++) {
            assertThat(run.resolve("samples/epoch-000" + epoch + ".png")).isNotEmptyFile();
        }
        assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();
    }

    private void assertImageJGeneratesWhatTheFileHolds(Path model) throws Exception {
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        Path out = Files.createDirectories(folder.resolve("out"));

        Outcome outcome = imageJ.runDriver(
                GenerateDialogDriver.class,
                imageJ.path().toString(),
                out.toString(),
                model.toString(),
                String.valueOf(COUNT),
                String.valueOf(SEED),
                "stack");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        keepPicture(out.resolve("generate-result.png"));
        Path byMacro = out.resolve("by-macro.tif");
        String recorded = Files.readString(out.resolve("recorded.txt"))
                .lines()
                .filter(line -> line.contains("LatentJ Generate"))
                .findFirst()
                .orElseThrow();
        outcome = imageJ.runBatchMacro(recorded + "saveAs(\"Tiff\", \"" + byMacro + "\");");
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        float[][] expected = generatedDirectly(model);
        for (Path tiff : new Path[] {out.resolve("by-dialog.tif"), byMacro}) {
            ImagePlus image = IJ.openImage(tiff.toString());
            assertThat(image.getStackSize()).isEqualTo(COUNT);
            assertThat(image.getBitDepth()).isEqualTo(8);
            for (int i = 0; i < COUNT; i++) {
                byte[] pixels = (byte[]) image.getStack().getPixels(i + 1);
                assertThat(pixels).hasSameSizeAs(expected[i]);
                for (int p = 0; p < pixels.length; p++) {
                    assertThat((float) (pixels[p] & 0xff)).isEqualTo(expected[i][p]);
                }
            }
        }
    }

    private static void keepPicture(Path picture) throws IOException {
        Path kept = Path.of("target", "screenshots", "whole-path.png").toAbsolutePath();
        Files.createDirectories(kept.getParent());
        Files.copy(picture, kept, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Bare ONNX Runtime, and the contract's arithmetic written out once more: -1 is 0, +1 is 255, halves to even. */
    private static float[][] generatedDirectly(Path model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString())) {
            GeneratorSpec spec =
                    GeneratorSpec.fromMetadata(session.getMetadata().getCustomMetadata());
            LatentSampler sampler = new LatentSampler(spec.prior(), spec.latentSize(), SEED);
            float[][] images = new float[COUNT][];
            for (int i = 0; i < COUNT; i++) {
                long[] shape = {1, spec.latentSize(), 1, 1};
                try (OnnxTensor z = OnnxTensor.createTensor(environment, FloatBuffer.wrap(sampler.sample(i)), shape);
                        OrtSession.Result result = session.run(Map.of("z", z))) {
                    FloatBuffer values = ((OnnxTensor) result.get("image").orElseThrow()).getFloatBuffer();
                    images[i] = new float[values.remaining()];
                    for (int p = 0; p < images[i].length; p++) {
                        images[i][p] = (float) Math.rint((values.get(p) + 1.0) * 127.5);
                    }
                }
            }
            return images;
        }
    }
}

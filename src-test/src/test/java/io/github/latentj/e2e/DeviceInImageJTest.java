package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** <em>LatentJ Device...</em> in a real ImageJ, by hand and by macro. */
class DeviceInImageJTest {
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;
    private Path model;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(PICTURES);
    }

    @BeforeEach
    void unpackPlugin() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        model = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
    }

    @Test
    void tellsTheDeviceInAWindow() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));

        Outcome outcome =
                imageJ.runDriver(DeviceDriver.class, imageJ.path().toString(), out.toString(), model.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        for (String picture : new String[] {"device-dialog.png", "device-report.png"}) {
            Files.copy(out.resolve(picture), PICTURES.resolve(picture), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(out.resolve("device.txt")))
                .contains("In use\tCPU", "ONNX Runtime\t1.28.0", "Providers of this build\tCPU")
                .containsPattern("Why not CUDA\tit is not set up")
                .containsPattern("How to get CUDA\t.+")
                .containsPattern("Speed\t[0-9.]+ images of 16 x 16 pixels per second on CPU");
    }

    @Test
    void writesToTheLogInBatchMode() throws Exception {
        Outcome outcome = imageJ.runBatchMacro("run(\"LatentJ Device...\", \"measure=" + model + "\");");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("LatentJ Device: In use: CPU", "LatentJ Device: Why not CUDA: it is not set up")
                .containsPattern("LatentJ Device: Speed: [0-9.]+ images");
    }

    @Test
    void cudaWithoutItsLibrariesStopsTheMacroWithOneMessage() throws Exception {
        Outcome named = imageJ.runBatchMacro(
                "run(\"LatentJ Device...\", \"use=cuda cuda_folder=" + folder + "\"); print(\"went on\");");
        Outcome unnamed = imageJ.runBatchMacro("run(\"LatentJ Device...\", \"use=cuda\"); print(\"went on\");");

        assertThat(named.ended() && unnamed.ended())
                .as("no window waits for anyone")
                .isTrue();
        assertThat(named.output())
                .contains("LatentJ Device: there is no ONNX Runtime with CUDA in " + folder)
                .doesNotContain("went on", "\tat ");
        assertThat(unnamed.output())
                .contains("LatentJ Device: use=cuda needs cuda_folder: ")
                .doesNotContain("went on", "\tat ");
    }
}

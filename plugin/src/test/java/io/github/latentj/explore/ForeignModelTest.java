package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.BareNetwork;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generators without LatentJ's metadata, as PyTorch exports them. */
class ForeignModelTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    /** The reference is the bare network's output, scaled from the range that its last layer has. */
    @ParameterizedTest
    @CsvSource({
        "Tanh, true, -1 to 1, 127.5, 127.5",
        "Tanh, false, -1 to 1, 127.5, 127.5",
        "Sigmoid, true, 0 to 1, 255, 0",
        "Sigmoid, false, 0 to 1, 255, 0",
        "Relu, true, 0 to 255, 1, 0",
        "Identity, false, -1 to 1, 127.5, 127.5"
    })
    void pixelsAreTheNetworksValuesInEightBits(
            String lastLayer, boolean rank2, String range, double gain, double offset) {
        TinyModel tiny = new TinyModel(8, 1).lastOperator(lastLayer).weightScale(1.5f);
        Path file = (rank2 ? tiny.rank2() : tiny).write(folder.resolve("foreign.onnx"));

        GeneratedImages images = new GenerateImages(models)
                .run(GenerateRequest.of(file).count(2).seed(3).build(), Progress.SILENT);

        assertThat(new DescribeModel(models).run(file))
                .containsEntry("Network range", range)
                .containsEntry("Latent", "8 components, normal prior (assumed)");
        float[] network = rank2
                ? BareNetwork.run(tiny, images.latent(1), 1, 8)
                : BareNetwork.run(tiny, images.latent(1), 1, 8, 1, 1);
        byte[] pixels = (byte[]) images.plane(1, 0);
        for (int i = 0; i < pixels.length; i++) {
            double expected = Math.max(0, Math.min(255, network[i] * gain + offset));
            assertThat((double) (pixels[i] & 0xff)).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.51));
        }
    }

    @Test
    void priorIsTheOneThatIsAssumed() {
        Path file = new TinyModel(8, 1).write(folder.resolve("foreign.onnx"));
        GenerateRequest request = GenerateRequest.of(file).seed(3).build();

        GeneratedImages uniform = new GenerateImages(models.assuming(Prior.UNIFORM)).run(request, Progress.SILENT);
        GeneratedImages silent = new GenerateImages(models).run(request, Progress.SILENT);

        assertThat(uniform.latent(0)).isEqualTo(new LatentSampler(Prior.UNIFORM, 8, 3).sample(0));
        assertThat(uniform.spec().prior()).isEqualTo(Prior.UNIFORM);
        assertThat(silent.latent(0)).isEqualTo(new LatentSampler(Prior.NORMAL, 8, 3).sample(0));
    }

    @Test
    void priorOfAFileThatTellsItCannotBeAssumed() {
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channels(1)
                .imageSize(16, 16)
                .build();
        Path file = new TinyModel(8, 1).spec(spec).write(folder.resolve("own.onnx"));

        assertThatThrownBy(() -> models.assuming(Prior.UNIFORM).open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the prior of the model is normal, as its file tells, not uniform: ");
        models.assuming(Prior.NORMAL).open(file).close();
    }

    @Test
    void fieldOfAForeignModelIsInItsRange() {
        Path file = new TinyModel(8, 1).lastOperator("Sigmoid").write(folder.resolve("foreign.onnx"));

        GeneratedImages field = new GenerateField(models)
                .run(FieldRequest.of(file).size(40, 40).unrounded(true).build(), Progress.SILENT);

        float largest = 0;
        float smallest = 255;
        for (float value : (float[]) field.plane(0, 0)) {
            largest = Math.max(largest, value);
            smallest = Math.min(smallest, value);
        }
        assertThat(smallest).isBetween(0f, 120f);
        assertThat(largest).isBetween(135f, 255f);
    }
}

package io.github.latentj.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Upsampling;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DcganTest {
    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    @ParameterizedTest
    @CsvSource({"TORCH, 64, 3576704, 2765568", "PAPER, 128, 18885760, 17232768"})
    void presetsHaveTheirPublishedParameterCounts(Preset preset, int base, long generator, long discriminator) {
        assertThat(preset.baseFeatures()).isEqualTo(base);
        Dcgan dcgan = new Dcgan(preset, 64, 3, 100, base, Upsampling.TRANSPOSED);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            assertThat(trainable(dcgan.generator(), dcgan.latentShape(), manager))
                    .isEqualTo(generator);
            assertThat(trainable(dcgan.discriminator(), dcgan.imageShape(), manager))
                    .isEqualTo(discriminator);
        }
    }

    private static long trainable(Block block, Shape input, NDManager manager) {
        block.initialize(manager, DataType.FLOAT32, input);
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "TORCH, 32, 1, TRANSPOSED",
        "TORCH, 64, 3, TRANSPOSED",
        "TORCH, 128, 2, TRANSPOSED",
        "TORCH, 256, 1, TRANSPOSED",
        "PAPER, 32, 3, TRANSPOSED",
        "PAPER, 128, 1, TRANSPOSED",
        "TORCH, 64, 3, RESIZE",
        "PAPER, 128, 1, RESIZE"
    })
    void everySizeGoesFromLatentToImageToLogit(Preset preset, int size, int channels, Upsampling upsampling) {
        try (Networks networks = new Networks(new Dcgan(preset, size, channels, 7, 4, upsampling), 3, false)) {
            float[] images = networks.generate(new float[14], 2);
            assertThat(images).hasSize(2 * channels * size * size);
            for (float value : images) {
                assertThat(value).isBetween(-1f, 1f);
            }
            assertThat(networks.discriminate(images, 2)).hasSize(2);
        }
    }

    @Test
    void freshWeightsHaveThePapersSpreadAndFollowTheSeed() {
        try (Networks one = fresh(5);
                Networks same = fresh(5);
                Networks other = fresh(6)) {
            Map<String, float[]> weights = values(one);
            assertThat(values(same)).usingRecursiveComparison().isEqualTo(weights);
            assertThat(values(other).get("generator/01ConvTranspose2d_weight"))
                    .isNotEqualTo(weights.get("generator/01ConvTranspose2d_weight"));
            weights.forEach((name, values) -> {
                if (name.endsWith("_weight") && values.length > 10_000) {
                    assertMoments(name, values, 0);
                } else if (name.endsWith("_gamma") && values.length > 100) {
                    assertMoments(name, values, 1);
                }
            });
        }
    }

    private static Networks fresh(long seed) {
        return new Networks(new Dcgan(Preset.TORCH, 64, 1, 100, 32, Upsampling.TRANSPOSED), seed, false);
    }

    private static void assertMoments(String name, float[] values, double mean) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value - mean;
            squares += Math.pow(value - mean, 2);
        }
        double standardError = 0.02 / Math.sqrt(values.length);
        assertThat(Math.abs(sum / values.length)).as(name + " mean").isLessThan(5 * standardError);
        assertThat(Math.sqrt(squares / values.length)).as(name + " spread").isBetween(0.016, 0.024);
    }

    private static Map<String, float[]> values(Networks networks) {
        Map<String, float[]> values = new HashMap<>();
        networks.state().forEach((name, array) -> values.put(name, array.toFloatArray()));
        return values;
    }

    @Test
    void presetsDifferInTheirPriors() {
        assertThat(Preset.TORCH.prior()).isEqualTo(Prior.NORMAL);
        assertThat(Preset.PAPER.prior()).isEqualTo(Prior.UNIFORM);
    }
}

package io.github.latentj.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Upsampling;
import io.github.latentj.trainer.model.Dcgan;
import io.github.latentj.trainer.model.Networks;
import io.github.latentj.trainer.model.TorchEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
    private static final GeneratorSpec SPEC = GeneratorSpec.builder()
            .prior(Prior.NORMAL)
            .latentSize(4)
            .imageSize(32, 32)
            .channels(1)
            .intensityMap(IntensityMap.uint8())
            .build();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    private static Networks networks(float discriminatorScale) {
        Networks networks = new Networks(new Dcgan(Preset.TORCH, 32, 1, 4, 4, Upsampling.TRANSPOSED), 3, false);
        NDArray last = networks.state().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("discriminator/")
                        && entry.getKey().endsWith("_weight"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .getValue();
        float[] weights = last.toFloatArray();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= discriminatorScale;
        }
        last.set(weights);
        return networks;
    }

    @Test
    void hugeLogitsOfADivergedDiscriminatorAreComparedBySize() throws IOException {
        try (Networks networks = networks(1e12f)) {
            ModelExport.Parity parity = new ModelExport(networks, SPEC, WeightFormat.FLOAT32).write(folder);
            assertThat(parity.generator()).isLessThan(1e-5);
            assertThat(parity.discriminator()).isLessThan(1e-4);
            assertThat(folder.resolve("discriminator.onnx")).isNotEmptyFile();
        }
    }

    @Test
    void networkThatIsNotFiniteIsNeverExported() {
        try (Networks networks = networks(Float.NaN)) {
            ModelExport export = new ModelExport(networks, SPEC, WeightFormat.FLOAT32);
            assertThatThrownBy(() -> export.write(folder)).hasMessageContaining("contains NaN");
            assertThat(folder.resolve("discriminator.onnx")).doesNotExist();
        }
    }

    @Test
    void float16HalvesTheFilesAndIsProvenToStayBelowHalfAGreyLevel() throws IOException {
        try (Networks networks = networks(1)) {
            new ModelExport(networks, SPEC, WeightFormat.FLOAT32).write(folder);
            long whole = Files.size(folder.resolve("generator.onnx"));
            ModelExport.Parity parity = new ModelExport(networks, SPEC, WeightFormat.FLOAT16).write(folder);
            assertThat(Files.size(folder.resolve("generator.onnx"))).isLessThan((long) (0.7 * whole));
            assertThat(parity.generator()).isLessThan(1.0 / 255);
        }
    }
}

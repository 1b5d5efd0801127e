package io.github.latentj.onnx.convert;

import ai.djl.nn.norm.BatchNorm;
import io.github.latentj.onnx.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormConverterTest {
    @ParameterizedTest
    @CsvSource({"1e-5, true, true", "0.3, true, true", "1e-3, false, true", "1e-3, true, false", "0.5, false, false"})
    void runningStatisticsAndHiddenEpsilonAgree(float epsilon, boolean scale, boolean center) {
        BatchNorm block = BatchNorm.builder()
                .optEpsilon(epsilon)
                .optScale(scale)
                .optCenter(center)
                .build();
        try (Network network = Network.of(block, 1, 3, 5, 7)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void vectorsAgree() {
        try (Network network = Network.of(BatchNorm.builder().build(), 1, 6)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void volumesAgree() {
        try (Network network = Network.of(BatchNorm.builder().build(), 1, 2, 3, 4, 5)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void channelsMayBeTheLastAxis() {
        try (Network network = Network.of(BatchNorm.builder().optAxis(3).build(), 1, 3, 5, 7)) {
            network.assertExportAgrees();
        }
    }
}

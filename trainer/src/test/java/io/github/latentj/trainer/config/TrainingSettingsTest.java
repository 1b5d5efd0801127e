package io.github.latentj.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSettingsTest {
    private static TrainingSettings settings(int size, double rate, int batch) {
        return TrainingSettings.of(Preset.PAPER)
                .imageSize(size)
                .generatorLearningRate(rate)
                .batchSize(batch)
                .seed(Long.MIN_VALUE)
                .build();
    }

    @Test
    void whatIsSavedIsReadBackEqual() {
        TrainingSettings settings = settings(64, 2e-4, 128);
        assertThat(TrainingSettings.fromJson(settings.toJson())).isEqualTo(settings);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> settings(100, Double.NaN, 1))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        refusal -> assertThat(refusal.problems())
                                .containsExactly(
                                        "--size must be 32, 64, 128 or 256, found 100; the nearest is 128",
                                        "--learning-rate or --generator-rate must be 1.0E-7 to 0.1, found NaN",
                                        "--batch must be 2 to 1024, found 1"));
    }

    @Test
    void settingsOfVersionOneMeanTransposedConvolutionsAndNoExtras() {
        TrainingSettings settings = settings(64, 2e-4, 128);
        String before = settings.toJson().replaceAll("  \"(upsampling|ema|label_smoothing|clip_norm)\": .*\n", "");
        assertThat(before).doesNotContain("upsampling").doesNotContain("ema");
        assertThat(TrainingSettings.fromJson(before)).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"preset\":\"TORCH\"}", "{\"seed\":\"x\"}"})
    void damagedSettingsAreRefusedAsSuch(String json) {
        assertThatThrownBy(() -> TrainingSettings.fromJson(json)).isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void savedSettingsOutOfRangeAreNamed() {
        String json = settings(64, 2e-4, 128).toJson().replace("\"batch_size\": 128", "\"batch_size\": 0");
        assertThatThrownBy(() -> TrainingSettings.fromJson(json))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--batch must be 2 to 1024, found 0");
    }
}

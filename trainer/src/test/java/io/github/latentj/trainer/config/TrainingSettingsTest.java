package io.github.latentj.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.Prior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSettingsTest {
    /** As version 0.1 saved them. */
    private static final String OLD = """
            {"preset": "PAPER", "image_size": 64, "latent_size": 7, "prior": "NORMAL", "base_features": 128,
             "generator_learning_rate": 2.0E-4, "discriminator_learning_rate": 1.0E-4, "beta1": 0.5, "beta2": 0.999,
             "batch_size": 128, "epochs": 25, "checkpoint_every": 1, "seed": -9223372036854775808, "threads": 2}
            """;

    private static TrainingSettings.Builder everything() {
        return TrainingSettings.of(Preset.PAPER)
                .imageSize(128)
                .latentSize(7)
                .prior(Prior.NORMAL)
                .baseFeatures(12)
                .generatorLearningRate(1e-7)
                .discriminatorLearningRate(3e-4)
                .betas(0.1, 0.99999)
                .upsampling(Upsampling.RESIZE)
                .ema(0.9995)
                .labelSmoothing(0.1)
                .clipNorm(2.5)
                .batchSize(17)
                .epochs(1_000_000)
                .checkpointEvery(3)
                .seed(Long.MIN_VALUE)
                .threads(2);
    }

    private static NamedValues named(TrainingSettings settings) {
        NamedValues values = new NamedValues();
        settings.named().forEach((name, text) -> values.put(name, text, "--" + name));
        return values;
    }

    @Test
    void whatIsWrittenByNameIsReadBackEqual() {
        TrainingSettings settings = everything().build();
        NamedValues values = named(settings);
        assertThat(TrainingSettings.of(values)).isEqualTo(settings);
        values.check();
        assertThat(settings.named())
                .containsEntry("generator-rate", "0.0000001")
                .containsEntry("ema", "0.9995");
    }

    @Test
    void nothingGivenIsThePreset() {
        NamedValues paper = new NamedValues();
        paper.put("preset", "PAPER", "--preset");
        assertThat(TrainingSettings.of(paper))
                .isEqualTo(TrainingSettings.of(Preset.PAPER).device("auto").build());
        assertThat(TrainingSettings.of(new NamedValues()))
                .isEqualTo(TrainingSettings.of(Preset.TORCH).device("auto").build());
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> everything()
                        .imageSize(100)
                        .generatorLearningRate(Double.NaN)
                        .batchSize(1)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        refusal -> assertThat(refusal.problems())
                                .containsExactly(
                                        "--size must be 32, 64, 128 or 256 (nearest: 128), found 100",
                                        "--generator-rate must be 1e-7 to 0.1, found NaN",
                                        "--batch must be 2 to 1024, found 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "batch, 0, '2 to 1024, found 0'",
        "batch, 1.5, 'a whole number, 2 to 1024, found 1.5'",
        "batch, many, 'a whole number, 2 to 1024, found many'",
        "epochs, 1e9, 'a whole number, 1 to 1000000, found 1e9'",
        "epochs, 1e999999999, 'a whole number, 1 to 1000000, found 1e999999999'",
        "learning-rate, -1, '1e-7 to 0.1, found -1'",
        "beta1, nan, '0 to 0.999, found nan'",
        "seed, 1.5, 'a whole number, found 1.5'",
        "seed, 99999999999999999999, 'a whole number, found 99999999999999999999'",
        "device, tpu, 'auto, cpu, gpu or gpu:N, found tpu'",
        "prior, gauss, 'normal or uniform, found gauss'",
        "size, 65, '32, 64, 128 or 256 (nearest: 64), found 65'"
    })
    void valueThatIsNoneIsToldWithItsRange(String name, String text, String rule) {
        NamedValues values = new NamedValues();
        values.put(name, text, "--" + name);
        TrainingSettings.of(values);
        assertThatThrownBy(values::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("--" + name + " must be " + rule);
    }

    @Test
    void settingsOfVersionOneMeanTransposedConvolutionsAndNoExtras() {
        assertThat(TrainingSettings.fromJson(OLD))
                .isEqualTo(TrainingSettings.of(Preset.PAPER)
                        .latentSize(7)
                        .prior(Prior.NORMAL)
                        .discriminatorLearningRate(1e-4)
                        .seed(Long.MIN_VALUE)
                        .threads(2)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"preset\":\"TORCH\"}", "{\"seed\":\"x\"}"})
    void damagedSettingsAreRefusedAsSuch(String json) {
        assertThatThrownBy(() -> TrainingSettings.fromJson(json)).isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void savedSettingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> TrainingSettings.fromJson(OLD.replace("\"batch_size\": 128", "\"batch_size\": 0")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--batch must be 2 to 1024, found 0");
    }
}

package io.github.latentj.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Upsampling;
import io.github.latentj.trainer.model.Dcgan;
import io.github.latentj.trainer.model.Networks;
import io.github.latentj.trainer.model.TorchEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares a whole update with {@link ReferenceGan}, plain Java in double precision written from the definitions. */
class TrainingStepTest {
    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    private static final int SIZE = 32;
    private static final int BATCH = 3;
    private static final int LATENT = 4;
    private static final int FEATURES = 2;
    private static final double RATE = 2e-4;

    @ParameterizedTest
    @CsvSource({"TRANSPOSED, 0, 0", "RESIZE, 0, 0", "TRANSPOSED, 0.1, 0", "TRANSPOSED, 0, 1e-7", "RESIZE, 0.3, 0.5"})
    void twoUpdatesOfATinyNetworkAgreeWithTheReferenceInEveryWeight(
            Upsampling upsampling, double smoothing, double clipNorm) {
        try (Networks networks = networks(upsampling)) {
            ReferenceGan.Recipe recipe =
                    new ReferenceGan.Recipe(RATE, 0.5, 0.999, upsampling == Upsampling.RESIZE, smoothing, clipNorm);
            ReferenceGan reference = new ReferenceGan(weights(networks), BATCH, recipe);
            TrainingStep step = step(networks, smoothing, clipNorm);
            for (int i = 0; i < 2; i++) {
                float[] images = images(i);
                float[] latents = latents(i);
                StepMetrics metrics = step.run(images, latents, BATCH);
                ReferenceGan.Losses losses = reference.update(images, latents);
                assertThat(metrics.discriminatorLoss()).isCloseTo(losses.discriminator(), within(1e-5));
                assertThat(metrics.generatorLoss()).isCloseTo(losses.generator(), within(1e-5));
                assertThat(metrics.realScore()).isCloseTo(losses.realScore(), within(1e-6));
                assertThat(metrics.fakeScore()).isCloseTo(losses.fakeScore(), within(1e-6));
                assertThat(metrics.fakeScoreAfter()).isCloseTo(losses.fakeScoreAfter(), within(1e-6));
            }
            Map<String, float[]> actual = weights(networks);
            reference.weights().forEach((name, expected) -> {
                float[] found = actual.get(name);
                assertThat(found).as(name).hasSize(expected.length);
                for (int i = 0; i < found.length; i++) {
                    // Adam's first steps have the size of the rate whatever the gradient's, so this is 1 % of one.
                    assertThat((double) found[i]).as(name + " " + i).isCloseTo(expected[i], within(0.01 * RATE));
                }
            });
        }
    }

    @Test
    void discriminatorGetsNoGradientsFromTheGeneratorsUpdate() {
        try (Networks networks = networks(Upsampling.TRANSPOSED)) {
            step(networks, 0, 0).run(images(0), latents(0), BATCH);
            networks.discriminator().getParameters().values().stream()
                    .filter(parameter -> parameter.requiresGradient())
                    .forEach(parameter -> {
                        try (NDArray gradient = parameter.getArray().getGradient()) {
                            assertThat(gradient.abs().max().getFloat()).isZero();
                        }
                    });
        }
    }

    @Test
    void batchWithNaNIsRefusedBeforeAnyWeightChanges() {
        try (Networks networks = networks(Upsampling.TRANSPOSED)) {
            float[] images = images(0);
            images[17] = Float.NaN;
            assertThatThrownBy(() -> step(networks, 0, 0).run(images, latents(0), BATCH))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("step 1")
                    .hasMessageContaining("discriminator loss is NaN");
            weights(networks).forEach((name, values) -> {
                if (!name.contains("unning")) {
                    for (float value : values) {
                        assertThat(value).as(name).isFinite();
                    }
                }
            });
        }
    }

    private static Networks networks(Upsampling upsampling) {
        return new Networks(new Dcgan(Preset.TORCH, SIZE, 1, LATENT, FEATURES, upsampling), 11, false);
    }

    private static TrainingStep step(Networks networks, double smoothing, double clipNorm) {
        return new TrainingStep(
                networks,
                new Adam(networks.generator(), networks.manager(), RATE, 0.5, 0.999),
                new Adam(networks.discriminator(), networks.manager(), RATE, 0.5, 0.999),
                smoothing,
                clipNorm);
    }

    private static float[] images(int seed) {
        Random random = new Random(seed);
        float[] images = new float[BATCH * SIZE * SIZE];
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * random.nextFloat() - 1;
        }
        return images;
    }

    private static float[] latents(int seed) {
        return new LatentSampler(Prior.NORMAL, LATENT, seed).batch(0, BATCH);
    }

    private static Map<String, float[]> weights(Networks networks) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        networks.state().forEach((name, array) -> weights.put(name, array.toFloatArray()));
        return weights;
    }
}

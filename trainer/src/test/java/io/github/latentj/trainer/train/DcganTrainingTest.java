package io.github.latentj.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.Upsampling;
import io.github.latentj.trainer.data.Augmentation;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DcganTrainingTest {
    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    private static final int EPOCHS = 8;

    /** 8 epochs of 5 steps. */
    private static TrainingSettings settings(int features) {
        return builder(features).build();
    }

    private static TrainingSettings.Builder builder(int features) {
        return TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(8)
                .baseFeatures(features)
                .batchSize(6)
                .epochs(EPOCHS)
                .seed(17);
    }

    private static final ImageSet IMAGES = TestImages.random(34, 32, 1, IntensityMap.uint8());

    private static Stream<TrainingSettings> recipes() {
        TrainingSettings everything = builder(4)
                .upsampling(Upsampling.RESIZE)
                .ema(0.9)
                .labelSmoothing(0.1)
                .clipNorm(0.5)
                .build();
        return Stream.of(settings(4), everything);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void fortyStepsEqualSeventeenAndTwentyThreeBitForBit(TrainingSettings settings) {
        List<StepMetrics> whole = new ArrayList<>();
        List<StepMetrics> parts = new ArrayList<>();
        TrainingState expected;
        TrainingState saved;
        try (DcganTraining training = new DcganTraining(settings, IMAGES)) {
            training.run(new Recorder(whole, 40));
            expected = training.state();
        }
        try (DcganTraining training = new DcganTraining(settings, IMAGES)) {
            training.run(new Recorder(parts, 17));
            saved = training.state();
        }
        assertThat(saved.stepsDone()).isEqualTo(17);
        try (DcganTraining training = new DcganTraining(settings, IMAGES)) {
            training.restore(saved);
            training.run(new Recorder(parts, 40));
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(expected);
        }
        assertThat(parts).isEqualTo(whole);
    }

    /** Stopped and resumed with images that are decoded anew, against one sitting with images in memory. */
    @Test
    void imagesThatAreNotHeldTrainTheSameNetworksBitForBit(@TempDir Path folder) throws IOException {
        NucleiPainter.writeFolder(folder, 32, 3, 34);
        ReadingOptions options = ReadingOptions.ofSide(32).withAugmentation(new Augmentation(true, true, 0.1));
        TrainingState expected;
        TrainingState saved;
        try (DcganTraining training =
                new DcganTraining(settings(4), ImageFolder.read(folder, options).images())) {
            training.run(new Recorder(new ArrayList<>(), 40));
            expected = training.state();
        }
        ImageSet streamed = ImageFolder.read(folder, options.withCache(0)).images();
        try (DcganTraining training = new DcganTraining(settings(4), streamed)) {
            training.run(new Recorder(new ArrayList<>(), 17));
            saved = training.state();
        }
        try (DcganTraining training = new DcganTraining(settings(4), streamed)) {
            training.restore(saved);
            training.run(new Recorder(new ArrayList<>(), 40));
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    @Test
    void averageFollowsTheGeneratorAndMakesTheImages() {
        double decay = 0.8;
        Map<String, double[]> expected = new LinkedHashMap<>();
        float[] latents = new float[16];
        Arrays.fill(latents, 0.7f);
        try (DcganTraining training = new DcganTraining(builder(4).ema(decay).build(), IMAGES);
                DcganTraining plain = new DcganTraining(settings(4), IMAGES)) {
            generatorWeights(training).forEach((name, weights) -> expected.put(name, doubles(weights)));
            for (int step = 1; step <= 40; step++) {
                training.run(new Recorder(new ArrayList<>(), step));
                double share = 1 - Math.min(decay, (1.0 + step) / (10 + step));
                generatorWeights(training).forEach((name, weights) -> {
                    for (int i = 0; i < weights.length; i++) {
                        expected.get(name)[i] += share * (weights[i] - expected.get(name)[i]);
                    }
                });
            }
            Map<String, Tensor> state = training.state().tensors();
            expected.forEach((name, values) -> {
                float[] average = state.get(name.replace("generator/", "generator average/"))
                        .values();
                for (int i = 0; i < values.length; i++) {
                    assertThat((double) average[i]).as(name + " " + i).isCloseTo(values[i], within(1e-5));
                }
            });
            plain.run(new Recorder(new ArrayList<>(), 40));
            assertThat(generatorWeights(plain))
                    .as("the average changes no training")
                    .usingRecursiveComparison()
                    .isEqualTo(generatorWeights(training));
            float[] images = training.networks().generate(latents, 2);
            assertThat(images).isNotEqualTo(plain.networks().generate(latents, 2));
        }
    }

    private static Map<String, float[]> generatorWeights(DcganTraining training) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        training.state().tensors().forEach((name, tensor) -> {
            if (name.startsWith("generator/")) {
                weights.put(name, tensor.values());
            }
        });
        return weights;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void stateThatIsNotFiniteIsNotGivenAway() {
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            NDArray weights =
                    training.networks().generator().getParameters().valueAt(0).getArray();
            float[] values = weights.toFloatArray();
            values[7] = Float.POSITIVE_INFINITY;
            weights.set(values);
            assertThatThrownBy(training::state)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("generator/01ConvTranspose2d_weight is Infinity");
        }
    }

    @Test
    void stateOfOtherNetworksIsRefusedBeforeAnythingChanges() {
        TrainingState narrow;
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            narrow = training.state();
        }
        try (DcganTraining training = new DcganTraining(settings(5), IMAGES)) {
            TrainingState before = training.state();
            assertThatThrownBy(() -> training.restore(narrow))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining(
                            "generator/01ConvTranspose2d_weight is [8, 16, 4, 4] instead of (8, 20, 4, 4)");
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void nativeMemoryDoesNotPileUpWithTheSteps() {
        try (DcganTraining training =
                new DcganTraining(builder(4).ema(0.9).clipNorm(1).build(), IMAGES)) {
            training.run(new Recorder(new ArrayList<>(), 5));
            int arrays = training.networks().manager().getManagedArrays().size();
            training.run(new Recorder(new ArrayList<>(), 40));
            assertThat(training.networks().manager().getManagedArrays()).hasSize(arrays);
        }
    }

    private static final class Recorder implements TrainingListener {
        private final List<StepMetrics> metrics;
        private final long lastStep;
        private long step;

        Recorder(List<StepMetrics> metrics, long lastStep) {
            this.metrics = metrics;
            this.lastStep = lastStep;
        }

        @Override
        public void stepDone(int epoch, long step, StepMetrics values) {
            assertThat(epoch).isEqualTo((int) ((step - 1) / 5) + 1);
            metrics.add(values);
            this.step = step;
        }

        @Override
        public void epochDone(int epoch, long step) {
            assertThat(step).isEqualTo(epoch * 5L);
        }

        @Override
        public boolean stopRequested() {
            return step >= lastStep;
        }
    }
}

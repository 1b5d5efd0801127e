package io.github.latentj.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.train.HealthMonitor.Alarm;
import io.github.latentj.trainer.train.HealthMonitor.Ill;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthMonitorTest {
    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    private static final int SIDE = 32;

    private HealthMonitor monitor = new HealthMonitor(false);
    private final List<Alarm> alarms = new ArrayList<>();
    private long step;

    private void feed(int steps, double discriminatorLoss, double generatorLoss, double real, double fake) {
        for (int i = 0; i < steps; i++) {
            step++;
            alarms.addAll(
                    monitor.step(step, new StepMetrics(discriminatorLoss, generatorLoss, real, fake, fake, 1, 1)));
        }
    }

    private void assertOneAlarm(Ill ill, String... said) {
        assertThat(alarms).extracting(Alarm::ill).containsExactly(ill);
        assertThat(alarms.get(0).message()).contains(said).doesNotContain("\n");
    }

    /** Recorded runs that ended in good images: 6,286 real nuclei and the demo's drawn ones. */
    @ParameterizedTest
    @ValueSource(strings = {"nuclei", "demo"})
    void realHealthyRunsRaiseNoAlarm(String run) throws IOException, URISyntaxException {
        Path recording = Path.of(
                HealthMonitorTest.class.getResource("/health/" + run + ".csv").toURI());
        List<String> lines = Files.readAllLines(recording);
        for (String line : lines.subList(1, lines.size())) {
            double[] v = Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            feed(1, v[0], v[1], v[2], v[3]);
        }
        assertThat(step).isGreaterThan(700);
        assertThat(alarms).isEmpty();
    }

    @Test
    void discriminatorThatIsAlwaysRightHasWon() {
        feed(1000, 0.01, 6, 0.99, 0.01);
        assertOneAlarm(Ill.DISCRIMINATOR_WON, "0.990", "0.010", "--discriminator-rate", "--label-smoothing");
        assertThat(alarms.get(0).step()).isEqualTo(HealthMonitor.WON_STEPS);
    }

    @Test
    void discriminatorThatIsRightForAShortTimeHasNotWon() {
        for (int i = 0; i < 10; i++) {
            feed(150, 0.01, 6, 0.99, 0.01);
            feed(100, 0.9, 2, 0.7, 0.3);
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void leadThatGoesToAndFroIsOscillation() {
        for (int i = 0; i < 6; i++) {
            feed(80, 0.1, 5, 0.97, 0.03);
            feed(80, 2.5, 0.3, 0.4, 0.7);
        }
        assertOneAlarm(Ill.OSCILLATION, "4 times", "--ema", "--learning-rate");
    }

    @Test
    void slowChangesOfTheLeadAreNoOscillation() {
        for (int i = 0; i < 6; i++) {
            feed(190, 0.1, 5, 0.97, 0.06);
            feed(700, 2.5, 0.3, 0.4, 0.7);
        }
        assertThat(alarms).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "0.5, 30"})
    void lossesFarAboveGuessingAreDivergence(double discriminatorLoss, double generatorLoss) {
        feed(300, discriminatorLoss, generatorLoss, 0.7, 0.3);
        assertOneAlarm(Ill.DIVERGENCE, "30.0", "--learning-rate", "--clip-norm");
        assertThat(monitor.diverging()).as("no checkpoint now").isTrue();
        feed(25, 1, 1, 0.7, 0.3);
        assertThat(monitor.diverging()).isFalse();
    }

    @Test
    void imagesThatAreAllAlikeFromTheBeginningAreToldOnceGreyIsNoExcuse() {
        assertThat(monitor.images(300, 0.01)).as("too young").isEmpty();
        assertThat(monitor.images(400, 0.01)).as("too young").isEmpty();
        assertThat(monitor.images(500, 0.01)).as("once may be chance").isEmpty();
        Alarm alarm = monitor.images(600, 0.02).orElseThrow();
        assertThat(alarm.ill()).isEqualTo(Ill.ALIKE);
        assertThat(alarm.message())
                .contains("only 2.0 %", "--generator-rate")
                .as("it never made others")
                .doesNotContain("export RUN --best");
        assertThat(monitor.images(700, 0.02)).as("told once").isEmpty();
    }

    @Test
    void collapseAfterDifferentImagesNamesWhatIsKeptOfThem() {
        monitor.recall(300, 0.8);
        monitor.images(400, 0.02);
        Alarm alarm = monitor.images(500, 0.02).orElseThrow();
        assertThat(alarm.ill()).isEqualTo(Ill.COLLAPSE);
        assertThat(alarm.message()).contains("export RUN --best");
    }

    @Test
    void everyIllIsToldToBeOverAndMayComeAgain() {
        feed(300, 0.01, 6, 0.99, 0.01);
        feed(60, 30, 30, 0.99, 0.01);
        feed(400, 1, 1, 0.7, 0.3);
        monitor.images(step, 0.02);
        monitor.images(step, 0.02).ifPresent(alarms::add);
        assertThat(monitor.images(step, 0.5)).as("once may be chance").isEmpty();
        monitor.images(step, 0.45).ifPresent(alarms::add);
        monitor.images(step, 0.02);
        monitor.images(step, 0.02).ifPresent(alarms::add);

        assertThat(alarms)
                .extracting(Alarm::ill, Alarm::over)
                .containsExactly(
                        tuple(Ill.DISCRIMINATOR_WON, false),
                        tuple(Ill.DIVERGENCE, false),
                        tuple(Ill.DIVERGENCE, true),
                        tuple(Ill.DISCRIMINATOR_WON, true),
                        tuple(Ill.ALIKE, false),
                        tuple(Ill.ALIKE, true),
                        tuple(Ill.COLLAPSE, false));
        assertThat(alarms.get(5).message()).contains("differ from each other by 45.0 %");
    }

    @Test
    void whatWasToldBeforeAResumptionIsNotToldAgainButItsEndIs() {
        monitor.recall(Ill.DISCRIMINATOR_WON);
        monitor.recall(Ill.OSCILLATION);
        feed(300, 0.01, 6, 0.99, 0.01);
        assertThat(alarms).isEmpty();
        feed(300, 1, 1, 0.7, 0.3);
        assertThat(alarms).extracting(Alarm::ill, Alarm::over).containsExactly(tuple(Ill.DISCRIMINATOR_WON, true));
        feed(400, 1, 1, 0.7, 0.3);
        assertThat(alarms).extracting(Alarm::ill).as("after 1000 steps").endsWith(Ill.OSCILLATION);
    }

    @Test
    void smoothedLabelsAreNotAdvisedToWhoHasThem() {
        monitor = new HealthMonitor(true);
        feed(300, 0.01, 6, 0.99, 0.01);
        assertOneAlarm(Ill.DISCRIMINATOR_WON, "begin another run with more --features", "--discriminator-rate");
        assertThat(alarms.get(0).message()).doesNotContain("--label-smoothing");
    }

    @Test
    void imagesAllAlikeBecauseTheDiscriminatorIsAlwaysRightAskForAWeakerOne() {
        feed(300, 0.01, 6, 0.99, 0.01);
        monitor.images(500, 0.02);
        assertThat(monitor.images(600, 0.02).orElseThrow().message())
                .contains("--label-smoothing 0.1", "lower --discriminator-rate")
                .doesNotContain("--generator-rate", "export RUN --best");
    }

    @Test
    void silenceOfAYoungRunIsNoVerdict() {
        assertThat(HealthMonitor.withoutAlarm(62, LongStream.of(31, 62)))
                .startsWith("Too early to judge: 62 steps are done.")
                .contains("from step 200 on")
                .doesNotContain("None");
        assertThat(HealthMonitor.withoutAlarm(900, LongStream.of(100, 450, 550)))
                .contains("not won", "Whether the generator collapses is not known yet");
        assertThat(HealthMonitor.withoutAlarm(900, LongStream.of(100, 550, 900)))
                .startsWith("None: no collapse");
    }

    @Test
    void diversityIsTheMeanDistanceOfPairs() {
        float[] images = {0, 0, 3, 4, 0, 0};
        assertThat(HealthMonitor.diversity(images, 3)).isCloseTo(10.0 / 3, within(1e-12));
    }

    /** Real trainings that are made to fail, on noise, which no small generator learns. */
    @Test
    void discriminatorTaughtAloneWins() {
        train(TrainingSettings.of(Preset.TORCH).generatorLearningRate(1e-7).discriminatorLearningRate(1e-3), 240);
        assertOneAlarm(Ill.DISCRIMINATOR_WON, "it gave real images");
        assertThat(monitor.diverging()).isFalse();
    }

    /** Such runs are chaotic: some are stopped before they could be warned of, some collapse first. */
    @Test
    void adamThatForgetsTheVarianceDiverges() {
        for (int seed = 1; seed <= 12 && alarms.isEmpty(); seed++) {
            monitor = new HealthMonitor(false);
            double rate = seed % 2 == 0 ? 2e-4 : 5e-4;
            try {
                train(
                        TrainingSettings.of(Preset.TORCH)
                                .seed(seed)
                                .generatorLearningRate(rate)
                                .discriminatorLearningRate(rate)
                                .betas(0.9, 0),
                        400);
            } catch (DivergedException stopped) {
                assertThat(stopped).hasMessageContaining("training diverged at step");
            }
            alarms.removeIf(alarm -> alarm.ill() != Ill.DIVERGENCE);
        }
        assertOneAlarm(Ill.DIVERGENCE, "over the last 50 steps", "--learning-rate");
    }

    @Test
    void generatorThatRunsAwayFromASlowDiscriminatorCollapses() {
        // Noise of black and white, as different as images can be.
        Random random = new Random(3);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            float[] image = new float[SIDE * SIDE];
            for (int p = 0; p < image.length; p++) {
                image[p] = random.nextBoolean() ? 255 : 0;
            }
            images.add(image);
        }
        train(
                TrainingSettings.of(Preset.TORCH).generatorLearningRate(0.1).discriminatorLearningRate(1e-7),
                new ImageSet(SIDE, 1, IntensityMap.uint8(), images),
                700,
                null);
        assertOneAlarm(Ill.ALIKE, "its images differ from each other by only");
    }

    /** Each network in turn learns alone, as if the other's rate were far too low. */
    @Test
    void networksThatOverrunEachOtherInTurnOscillate() {
        ImageSet images = TestImages.random(32, SIDE, 1, IntensityMap.uint8());
        TrainingState state = null;
        for (int turn = 1; turn <= 7 && alarms.isEmpty(); turn++) {
            boolean discriminator = turn % 2 == 1;
            TrainingSettings.Builder settings = TrainingSettings.of(Preset.TORCH)
                    .generatorLearningRate(discriminator ? 1e-7 : 0.02)
                    .discriminatorLearningRate(discriminator ? 1e-3 : 1e-7);
            state = train(settings, images, turn * 60, state);
        }
        assertOneAlarm(Ill.OSCILLATION, "4 times within 1000 steps");
    }

    private void train(TrainingSettings.Builder builder, int steps) {
        train(builder, TestImages.random(32, SIDE, 1, IntensityMap.uint8()), steps, null);
    }

    /** Trains until {@code steps} are done or there is an alarm, from {@code state} or from the beginning, and returns where it came. */
    private TrainingState train(TrainingSettings.Builder builder, ImageSet images, int steps, TrainingState state) {
        TrainingSettings settings = builder.imageSize(SIDE)
                .latentSize(8)
                .baseFeatures(4)
                .batchSize(8)
                .epochs(1000)
                .threads(1)
                .build();
        float[] latents = new LatentSampler(Prior.NORMAL, 8, 1).batch(0, 64);
        float[] real = new float[images.count() * SIDE * SIDE];
        for (int i = 0; i < images.count(); i++) {
            images.copyTo(i, real, i * SIDE * SIDE);
        }
        double realDiversity = HealthMonitor.diversity(real, images.count());
        try (DcganTraining training = new DcganTraining(settings, images)) {
            if (state != null) {
                training.restore(state);
            }
            training.run(new TrainingListener() {
                @Override
                public void stepDone(int epoch, long number, StepMetrics metrics) {
                    step = number;
                    alarms.addAll(monitor.step(number, metrics));
                    if (number % 50 == 0) {
                        double diversity =
                                HealthMonitor.diversity(training.networks().generate(latents, 64), 64);
                        monitor.images(number, diversity / realDiversity).ifPresent(alarms::add);
                    }
                }

                @Override
                public void epochDone(int epoch, long number) {
                    // nothing to note
                }

                @Override
                public boolean stopRequested() {
                    return step >= steps || !alarms.isEmpty();
                }
            });
            return training.state();
        }
    }
}

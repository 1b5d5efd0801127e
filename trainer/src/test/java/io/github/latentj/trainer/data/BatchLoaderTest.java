package io.github.latentj.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.IntensityMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BatchLoaderTest {
    private static final Augmentation ALL = new Augmentation(true, true, 0.2);

    private final ImageSet images = TestImages.random(23, 8, 3, IntensityMap.uint8());
    private final BatchOrder order = new BatchOrder(23, 5, 77);

    private BatchLoader loader(Augmentation augmentation, int epoch, int batch) {
        return new BatchLoader(images.augmentedBy(augmentation), order, 77, epoch, batch);
    }

    @Test
    void batchesComeInTheirOrderAndHoldTheirImages() {
        try (BatchLoader loader = loader(Augmentation.NONE, 0, 0)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                int[][] batches = order.epoch(epoch);
                for (int number = 0; number < batches.length; number++) {
                    BatchLoader.Batch batch = loader.next();
                    assertThat(batch.epoch()).isEqualTo(epoch);
                    assertThat(batch.number()).isEqualTo(number);
                    assertThat(batch.size()).isEqualTo(5);
                    float[] expected = new float[5 * 3 * 64];
                    for (int i = 0; i < 5; i++) {
                        images.copyTo(batches[number][i], expected, i * 3 * 64);
                    }
                    assertThat(batch.pixels()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void loaderStartedInTheMiddleGivesTheSameAugmentedPixels() {
        try (BatchLoader whole = loader(ALL, 0, 0);
                BatchLoader resumed = loader(ALL, 1, 2)) {
            for (int skipped = 0; skipped < 4 + 2; skipped++) {
                whole.next();
            }
            for (int batch = 0; batch < 5; batch++) {
                assertThat(resumed.next().pixels()).isEqualTo(whole.next().pixels());
            }
        }
    }

    @Test
    void augmentationReachesAllEightSymmetriesAndChangesNoValue() {
        float[] picture = {-1, -0.5f, 0, 0.5f};
        Set<List<Float>> seen = new HashSet<>();
        Random random = new Random(1);
        for (int draw = 0; draw < 300; draw++) {
            float[] copy = picture.clone();
            new Augmentation(true, true, 0).apply(random, copy, 0, 1, 2);
            seen.add(List.of(copy[0], copy[1], copy[2], copy[3]));
            Arrays.sort(copy);
            assertThat(copy).isEqualTo(picture);
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void intensityJitterScalesBrightnessAboveBlackAndStaysInRange() {
        Random random = new Random(2);
        for (int draw = 0; draw < 200; draw++) {
            float[] picture = {-1, 0, 0.25f, 1};
            new Augmentation(false, false, 0.3).apply(random, picture, 0, 1, 2);
            assertThat(picture[0]).isEqualTo(-1);
            assertThat(picture[1]).isBetween(-0.3001f, 0.3001f);
            assertThat((picture[2] + 1) / (picture[1] + 1)).isCloseTo(1.25f, within(1e-5f));
            assertThat(picture[3]).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void failureOfTheThreadReachesWhoAsksForTheBatch() {
        BatchOrder tooLarge = new BatchOrder(1_000, 5, 1);
        try (BatchLoader loader = new BatchLoader(images, tooLarge, 1, 0, 0)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            loader.next();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(loader::next).isInstanceOf(IllegalStateException.class);
        }
    }

    /** One image of 18 MB, a batch of 462: one more value than any array of Java holds. */
    @Test
    void missingMemoryOfTheThreadIsToldAsSuch() {
        float[] image = new float[4_648_233];
        ImageSet large = new ImageSet(1, image.length, IntensityMap.uint8(), Collections.nCopies(462, image));
        try (BatchLoader loader = new BatchLoader(large, new BatchOrder(462, 462, 1), 1, 0, 0)) {
            assertThatThrownBy(loader::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void closingTwiceIsHarmlessAndEndsTheThread() throws InterruptedException {
        BatchLoader loader = loader(ALL, 0, 0);
        loader.next();
        loader.close();
        loader.close();
        for (int tries = 0; tries < 100 && threadLives(); tries++) {
            Thread.sleep(20);
        }
        assertThat(threadLives()).isFalse();
    }

    @Test
    void batchesOfFilesAreMadeReadyWhileNobodyAsks(@TempDir Path folder) throws IOException, InterruptedException {
        NucleiPainter.writeFolder(folder, 32, 1, 20);
        ImageSet read = ImageFolder.read(folder, ReadingOptions.ofSide(32)).images();
        try (BatchLoader loader = new BatchLoader(read, new BatchOrder(20, 4, 1), 1, 0, 0)) {
            while (loaderState() != Thread.State.WAITING) {
                Thread.sleep(5);
            }
            // The loader waits for room: its batches were made by its own thread, and are taken without waiting.
            for (int batch = 0; batch < 3; batch++) {
                assertThat(loader.next().number()).isEqualTo(batch);
            }
        }
    }

    private static Thread.State loaderState() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("batch loader"))
                .map(Thread::getState)
                .findFirst()
                .orElse(Thread.State.NEW);
    }

    private static boolean threadLives() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("batch loader"));
    }
}

package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.IntensityRule;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.model.TorchEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedImagesTest {
    @TempDir
    private Path temporary;

    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, UINT8, 0, 255, png",
        "1, UINT16, 135, 4095, png",
        "2, UINT16, 135, 4095, tiff",
        "5, UINT8, 0, 255, tiff",
        "1, FLOAT32, -1000, 5e6, tiff",
        "3, FLOAT32, -0.5, 7.25, tiff"
    })
    void imagesHaveTheChannelsAndTheUnitsOfThoseTrainedOn(
            int channels, PixelType type, double lowest, double highest, String format) throws IOException {
        IntensityMap map = new IntensityMap(type, lowest, highest);
        Path made = temporary.resolve("made");
        try (ExportedGenerator generator = new ExportedGenerator(trained(channels, map))) {
            GeneratedImages.write(generator, 7, 3, made);
            float[] expected = generator.generate(7, 2, 1);

            ReadingOptions asStored = ReadingOptions.ofSide(32)
                    .withIntensity(type == PixelType.FLOAT32 ? IntensityRule.MIN_MAX : IntensityRule.TYPE_RANGE);
            ImageSet read = ImageFolder.read(made.resolve("image-00002." + format), asStored)
                    .images();
            assertThat(read.channels()).isEqualTo(channels);
            assertThat(read.intensityMap().pixelType()).isEqualTo(type);
            float[] found = new float[expected.length];
            read.copyTo(0, found, 0);
            for (int i = 0; i < found.length; i++) {
                assertThat(read.intensityMap().toImage(found[i]))
                        .isCloseTo(map.toStored(expected[i]), within(1e-6 * (highest - lowest) + 0.01));
            }
        }
        assertThat(made.resolve("montage.png")).isNotEmptyFile();
    }

    /** The folder of a model that has learnt for one step. */
    private Path trained(int channels, IntensityMap map) throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(1)
                .threads(1)
                .build();
        ImageSet images = TestImages.random(4, 32, channels, map);
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            folder.writeSettings(settings, ReadingOptions.ofSide(32));
            folder.writeData(DataRecord.of(temporary, ReadingOptions.ofSide(32), images));
            new TrainingRun(settings, images, new RecordingProgress(new ArrayList<>()), () -> false).start(folder);
            return folder.path();
        }
    }
}

package io.github.latentj.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorSpecTest {
    private static GeneratorSpec.Builder complete() {
        return GeneratorSpec.builder()
                .prior(Prior.UNIFORM)
                .latentSize(100)
                .imageSize(64, 48)
                .channels(3)
                .intensityMap(new IntensityMap(PixelType.UINT16, 12.5, 40_000))
                .intensityUnit("photons")
                .pixelSize(new PixelSize(0.25, 0.25, "um"))
                .provenance("seed", "7")
                .provenance("preset", "paper")
                .weightsSha256(String.join("", Collections.nCopies(8, "0123abcd")))
                .parity(2.5e-6);
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        GeneratorSpec spec = complete().build();
        GeneratorSpec read = GeneratorSpec.fromMetadata(spec.toMetadata());
        assertThat(read).isEqualTo(spec);
        assertThat(read.channelNames()).containsExactly("red", "green", "blue");
        assertThat(read.parity()).contains(2.5e-6);
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource({
        "latentj.contract, 2, update LatentJ",
        "latentj.contract, 0, positive whole number",
        "latentj.prior, gaussian, 'normal'",
        "latentj.latent_size, -1, positive whole number",
        "latentj.latent_size, 99999999, 1 to 65536",
        "latentj.width, 1e3, positive whole number",
        "latentj.channels, 2, names 3",
        "latentj.pixel_type, uint12, 'uint8'",
        "latentj.intensity_minimum, 1e999, finite number",
        "latentj.intensity_maximum, NaN, finite number",
        "latentj.intensity_maximum, 70000, within uint16",
        "latentj.pixel_width, -0.1, positive",
        "latentj.weights_sha256, xyz, hexadecimal",
        "latentj.parity_max_abs_difference, -1, not negative",
    })
    void refusesBadValueByName(String key, String value, String said) {
        Map<String, String> metadata = new LinkedHashMap<>(complete().build().toMetadata());
        metadata.put(key, value);
        assertThatThrownBy(() -> GeneratorSpec.fromMetadata(metadata))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesEveryMissingRequiredKeyByName() {
        Map<String, String> whole = GeneratorSpec.builder()
                .latentSize(4)
                .imageSize(8, 8)
                .channels(1)
                .build()
                .toMetadata();
        for (String key : whole.keySet()) {
            if (key.startsWith("Image.")) {
                continue;
            }
            Map<String, String> metadata = new LinkedHashMap<>(whole);
            metadata.remove(key);
            assertThatThrownBy(() -> GeneratorSpec.fromMetadata(metadata))
                    .isInstanceOf(ContractException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    void refusesHugeValueWithoutRepeatingIt() {
        Map<String, String> metadata = new LinkedHashMap<>(complete().build().toMetadata());
        metadata.put(GeneratorSpec.PRIOR_KEY, String.join("", Collections.nCopies(1_000_000, "<b>")));
        assertThatThrownBy(() -> GeneratorSpec.fromMetadata(metadata))
                .isInstanceOf(ContractException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void intensityMapIsExactAtItsEndsAndInvertible() {
        IntensityMap map = new IntensityMap(PixelType.UINT16, 100, 4195);
        assertThat(map.toNetwork(100)).isEqualTo(-1f);
        assertThat(map.toNetwork(4195)).isEqualTo(1f);
        assertThat(map.toNetwork(70)).isEqualTo(-1f);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            int value = 100 + random.nextInt(4096);
            assertThat(map.toStored(map.toNetwork(value))).isEqualTo(value);
        }
    }

    @Test
    void storedValuesNeverLeaveThePixelType() {
        IntensityMap map = IntensityMap.uint8();
        assertThat(map.toStored(1.5f)).isEqualTo(255);
        assertThat(map.toStored(-3f)).isEqualTo(0);
    }
}

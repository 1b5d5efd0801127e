package io.github.latentj.inference.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Float16Test {
    @Test
    void numbersAreThoseOfTheStandard() {
        assertThat(Float16.toFloat((short) 0x3C00)).isEqualTo(1);
        assertThat(Float16.toFloat((short) 0xC000)).isEqualTo(-2);
        assertThat(Float16.toFloat((short) 0x3555)).isEqualTo(0.333251953125f);
        assertThat(Float16.toFloat((short) 0x7BFF)).isEqualTo(65_504);
        assertThat(Float16.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Float16.toFloat((short) 0x7C00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Float16.toFloat((short) 0x7E00)).isNaN();
    }

    @Test
    void everyNumberComesBackAndWhatLiesBetweenGoesToTheNearest() {
        for (int code = 0; code < 0x7C00; code++) {
            float value = Float16.toFloat((short) code);
            assertThat(Float16.of(value)).isEqualTo((short) code);
            assertThat(Float16.of(-value)).isEqualTo((short) (code | 0x8000));
            if (code < 0x7BFF) {
                float next = Float16.toFloat((short) (code + 1));
                assertThat(Float16.of(value + (next - value) * 0.49f)).isEqualTo((short) code);
                assertThat(Float16.of(value + (next - value) * 0.51f)).isEqualTo((short) (code + 1));
            }
        }
    }
}

package io.github.latentj.onnx.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Float16WeightsTest {
    @Test
    void roundsToTheNearestEven() {
        assertThat(bits(0f)).isEqualTo(0x0000);
        assertThat(bits(-0f)).isEqualTo(0x8000);
        assertThat(bits(1f)).isEqualTo(0x3c00);
        assertThat(bits(-2f)).isEqualTo(0xc000);
        assertThat(bits(65504f)).isEqualTo(0x7bff);
        assertThat(bits(1 + 0x1p-11f)).as("tie, down to even").isEqualTo(0x3c00);
        assertThat(bits(1 + 0x1.8p-10f)).as("tie, up to even").isEqualTo(0x3c02);
        assertThat(bits(0x1.ffcp-1f + 0x1p-12f))
                .as("up to the next power of two")
                .isEqualTo(0x3c00);
        assertThat(bits(0x1p-14f)).as("smallest normal").isEqualTo(0x0400);
        assertThat(bits(0x1p-24f)).as("smallest subnormal").isEqualTo(0x0001);
        assertThat(bits(0x1p-25f)).as("half of it, to even").isEqualTo(0x0000);
        assertThat(bits(0x1.8p-25f)).isEqualTo(0x0001);
    }

    private static int bits(float value) {
        return Float16Weights.toFloat16(value) & 0xffff;
    }
}

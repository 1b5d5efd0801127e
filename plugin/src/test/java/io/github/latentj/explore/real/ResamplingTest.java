package io.github.latentj.explore.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final Offset<Float> EXACT = within(1e-4f);

    @Test
    void smallerImagesAverageWhatTheyCover() {
        float[] ramp = {0, 1, 2, 3, 4, 5, 6, 7};

        float[] half = Resampling.resampled(ramp, 8, 1, 4, 1);

        // Weights 3/4, 3/4, 1/4 at the end (sum 7/4), and 1/4, 3/4, 3/4, 1/4 inside.
        assertThat(half).containsExactly(new float[] {5f / 7, 2.5f, 4.5f, 7 - 5f / 7}, EXACT);
    }

    @Test
    void largerImagesAreBilinear() {
        assertThat(Resampling.resampled(new float[] {0, 4}, 2, 1, 4, 1))
                .containsExactly(new float[] {0, 1, 3, 4}, EXACT);
        assertThat(Resampling.resampled(new float[] {0, 4}, 1, 2, 1, 4))
                .containsExactly(new float[] {0, 1, 3, 4}, EXACT);
    }

    @Test
    void sameSizeIsUntouchedAndFlatStaysFlat() {
        float[] plane = {1, 2, 3, 4};
        assertThat(Resampling.resampled(plane, 2, 2, 2, 2)).isSameAs(plane);

        assertThat(Resampling.resampled(filled(35), 7, 5, 3, 4)).containsExactly(filled(12), EXACT);
    }

    private static float[] filled(int size) {
        float[] flat = new float[size];
        Arrays.fill(flat, 7);
        return flat;
    }
}

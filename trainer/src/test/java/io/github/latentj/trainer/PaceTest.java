package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    private void steps(int count, double seconds) {
        for (int i = 0; i < count; i++) {
            pace.step(seconds);
        }
    }

    @Test
    void steadyStepsArePacedAsTheyAre() {
        steps(1, 0.2);
        assertThat(pace.secondsPerStep()).isCloseTo(0.2, within(1e-9));
        steps(10_000, 0.2);
        assertThat(pace.secondsPerStep()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aSlowSpellIsForgottenAsQuickStepsAreDone() {
        steps(1000, 0.06);
        steps(60, 1);
        assertThat(pace.secondsPerStep()).as("while it lasts").isBetween(0.1, 0.5);
        steps(500, 0.06);
        assertThat(pace.secondsPerStep()).as("half a minute later").isBetween(0.06, 0.11);
    }

    @Test
    void onePauseDoesNotSpoilThePace() {
        steps(1000, 0.06);
        steps(1, 30);
        assertThat(pace.secondsPerStep()).as("the mean of the last minute").isLessThan(0.15);
    }
}

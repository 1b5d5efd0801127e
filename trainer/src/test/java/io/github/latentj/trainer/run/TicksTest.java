package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    private static String labels(Ticks ticks) {
        return String.join(
                " ", Arrays.stream(ticks.values()).mapToObj(ticks::label).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6, 1 2 3 4 5 6",
        "1, 1, 1",
        "1, 3, 1 2 3",
        "1, 49, 10 20 30 40",
        "1, 15680, 2000 4000 6000 8000 10000 12000 14000",
        "17, 40, 20 25 30 35 40"
    })
    void stepsAreCountedInWholeRoundNumbers(double from, double to, String labels) {
        assertThat(labels(Ticks.of(from, to, 8, true))).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource({
        "0.803, 1.314, 0.8 1.0 1.2 1.4",
        "0, 1, 0.0 0.2 0.4 0.6 0.8 1.0",
        "-3, 7, -4 -2 0 2 4 6 8",
        "0.74221, 0.74249, 0.7422 0.7423 0.7424 0.7425",
        "0.0000102, 0.0000498, 1.0e-05 2.0e-05 3.0e-05 4.0e-05 5.0e-05",
        "5, 5, 4.4 4.6 4.8 5.0 5.2 5.4 5.6",
        "0, 0, -1.0e-06 -5.0e-07 0.0e+00 5.0e-07 1.0e-06"
    })
    void valuesLieBetweenRoundNumbersThatTheirLabelsTellApart(double from, double to, String labels) {
        assertThat(labels(Ticks.around(from, to, 5))).isEqualTo(labels);
    }
}

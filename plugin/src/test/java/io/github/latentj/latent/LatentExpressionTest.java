package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentExpressionTest {
    private final Map<String, float[]> vectors =
            Map.of("A", new float[] {1, 10}, "B", new float[] {2, 20}, "C", new float[] {4, 40});

    @Test
    void addsSubtractsAndWeighs() {
        assertThat(LatentExpression.parse("A - B + C").of(vectors)).containsExactly(3, 30);
        assertThat(LatentExpression.parse("-A+0.5*B - 2 * C").of(vectors)).containsExactly(-8, -80);
        assertThat(LatentExpression.parse("A+A").of(vectors)).containsExactly(2, 20);
    }

    @Test
    void namesItsVectors() {
        assertThat(LatentExpression.parse("C - A + C").names()).containsExactly("C", "A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A -", "A * B", "a", "1", "A - (B + C)", "1e5*A"})
    void refusesWhatIsNoSum(String text) {
        assertThatThrownBy(() -> LatentExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an expression is a sum such as A - B + 0.5*C, found ");
    }

    @Test
    void namesTheMissingVector() {
        assertThatThrownBy(() -> LatentExpression.parse("A - D").of(vectors))
                .hasMessage("the expression uses D, which is not given");
    }
}

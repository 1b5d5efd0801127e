package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickedNumbersTest {
    private static final List<Integer> NOTHING = Collections.emptyList();

    private static PickedNumbers of(String text) {
        return PickedNumbers.of(text, NOTHING);
    }

    @Test
    void aClickPutsANumberInAndTheNextTakesItOut() {
        assertThat(of("").toggled(7).text()).isEqualTo("7");
        assertThat(of("7").toggled(3).text()).as("in the order of the clicks").isEqualTo("7,3");
        assertThat(of("7,3").toggled(7).text()).isEqualTo("3");
        assertThat(of("3").toggled(3).text()).isEmpty();
        assertThat(of("1-5").toggled(3).text()).isEqualTo("1,2,4,5");
    }

    @Test
    void aDragPutsAllInOnceAndRunsAreShort() {
        assertThat(of("2").with(Arrays.asList(1, 2, 3, 4)).text()).isEqualTo("2,1,3,4");
        assertThat(of("").with(Arrays.asList(4, 5, 6, 9)).text()).isEqualTo("4-6,9");
        assertThat(of("3,2,1").text()).as("a walk back").isEqualTo("3,2,1");
    }

    @Test
    void wordsMakeRoomAndOtherImagesStay() {
        assertThat(of("all").toggled(2).text()).isEqualTo("2");
        assertThat(PickedNumbers.of("selected", Arrays.asList(2, 9)).toggled(5).text())
                .isEqualTo("2,9,5");
        assertThat(of("seed:7#1-3, Other#2,4").toggled(5).text()).isEqualTo("seed:7#1-3,Other#2,4,5");
        assertThat(of("seed:7#1-3, Other#2,4").numbers()).containsExactly(4);
    }
}

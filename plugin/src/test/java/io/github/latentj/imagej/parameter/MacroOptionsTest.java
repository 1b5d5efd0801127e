package io.github.latentj.imagej.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {
    @Test
    void readsPlainBracketedAndQuotedValues() {
        assertThat(parse("model=[/my data/a [1].onnx] count=64 note='x y' flag "))
                .containsEntry("model", "/my data/a [1].onnx")
                .containsEntry("count", "64")
                .containsEntry("note", "x y")
                .containsEntry("flag", "true")
                .hasSize(4);
    }

    @Test
    void findsKeysOnlyWhereTheyStand() {
        assertThat(parse("z_count=11 model=[a count=3 b]"))
                .containsEntry("z_count", "11")
                .doesNotContainKey("count");
    }

    @Test
    void takesValuesFromMacroVariables() {
        Map<String, String> variables = Collections.singletonMap("path", "/my data/model.onnx");

        assertThat(MacroOptions.parse("model=&path", variables::get)).containsEntry("model", "/my data/model.onnx");
        assertThatThrownBy(() -> MacroOptions.parse("model=&other", variables::get))
                .hasMessage("model is taken from the macro variable 'other', which does not exist");
    }

    @Test
    void refusesOpenBracketsAndRepeatedKeys() {
        assertThatThrownBy(() -> parse("model=[/a b")).hasMessage("the bracket after model= is not closed");
        assertThatThrownBy(() -> parse("model='/a b")).hasMessage("the quote after model= is not closed");
        assertThatThrownBy(() -> parse("count=1 count=2")).hasMessage("the key 'count' is given twice");
    }

    @Test
    void nothingGivesNothing() {
        assertThat(parse("  ")).isEmpty();
    }

    private static Map<String, String> parse(String text) {
        return MacroOptions.parse(text, name -> null);
    }
}

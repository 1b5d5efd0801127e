package io.github.latentj.imagej.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.dialog.ParameterMemory;
import io.github.latentj.imagej.image.LatentReferences;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParameterTableTest {
    private final ParameterTable table = Commands.named("generate").parameters();

    @Test
    void fillsInDocumentedDefaults() {
        ParameterValues values = table.parse(Map.of("model", "/m.onnx"));

        assertThat(values.integer("count")).isEqualTo(16);
        assertThat(values.text("output")).isEqualTo("montage");
        assertThat(values.seed("seed")).isBetween(1L, 1_000_000_000L);
        assertThat(values.seed("seed")).isEqualTo(values.seed("seed"));
    }

    @Test
    void everyMissingSeedIsFresh() {
        assertThat(table.parse(Map.of("model", "m")).seed("seed"))
                .isNotEqualTo(table.parse(Map.of("model", "m")).seed("seed"));
    }

    @Test
    void keepsLongSeedsExactly() {
        assertThat(table.parse(Map.of("model", "m", "seed", "9007199254740993")).seed("seed"))
                .isEqualTo(9007199254740993L);
        assertThat(table.parse(Map.of("model", "m", "seed", "-5")).seed("seed")).isEqualTo(-5);
        assertThat(table.parse(Map.of("model", "m", "seed", "7.0000")).seed("seed"))
                .isEqualTo(7);
    }

    @Test
    void tellsAllProblemsAtOnceWithKeyAndAllowedValues() {
        assertThatThrownBy(() -> table.parse(Map.of("cuont", "4", "count", "0", "seed", "1e9", "output", "grid")))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "unknown key 'cuont', allowed are model, count, best, seed, truncation, pixels, output, prior\n"
                                + "model is required: the path of a file\n"
                                + "count must be a whole number from 1 to 10000, found '0'\n"
                                + "seed must be a whole number of at most 64 bits, found '1e9'\n"
                                + "output must be 'montage' or 'stack', found 'grid'");
    }

    @Test
    void refusesNumbersThatOnlyLookWhole() {
        for (String wrong : new String[] {"abc", "1.5", "0x10", "1e3", "99999999999999999999999", "NaN"}) {
            assertThatThrownBy(() -> table.parse(Map.of("model", "m", "count", wrong)))
                    .hasMessage("count must be a whole number from 1 to 10000, found '" + wrong + "'");
        }
    }

    @Test
    void dialogsSpeakOfTheirFields() {
        assertThat(table.withLabels("count must be 1, found 0\nnothing else: no count"))
                .isEqualTo("'" + label("count") + "' must be 1, found 0\nnothing else: no count");
    }

    private String label(String key) {
        return table.parameters().stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow()
                .label();
    }

    @Test
    void seedsAreOfferedAnywhereUnlessCellsWereJustSelected() {
        Parameter points = Parameter.images("points", "Points", "Some images.", LatentReferences.SELECTED);
        ParameterTable one = new ParameterTable(points);
        ParameterMemory memory = new ParameterMemory("test", one);
        ImagePlus plain = IJ.createImage("plain", "8-bit", 4, 4, 1);
        WindowManager.setTempCurrentImage(plain);
        memory.remember(one.parse(Map.of("points", "seed:7#1-3, seed:8")), plain);
        assertThat(memory.recall()).containsEntry("points", "seed:7#1-3, seed:8");

        memory.remember(one.parse(Map.of("points", "seed:7#1,3")), plain);
        WindowManager.setTempCurrentImage(null);
        assertThat(memory.recall()).as("3 is of an image that is not open").containsEntry("points", "");
    }

    @Test
    void helpNamesEveryKey() {
        String help = table.helpHtml("Intro.");

        assertThat(help).contains("Intro.", "model", "count", "seed", "output", "1 to 10000");
    }

    @Test
    void everyCommandHelpsAndRemembersAllButSeeds() {
        for (Command command : Commands.all()) {
            ParameterTable parameters = command.parameters();
            ParameterMemory memory = new ParameterMemory(command.key(), parameters);
            Map<String, String> chosen = new LinkedHashMap<>();
            for (Parameter parameter : parameters.parameters()) {
                assertThat(parameter.help())
                        .as(command.key() + "." + parameter.key())
                        .hasSizeGreaterThan(12);
                assertThat(parameters.helpHtml(command.intro()))
                        .contains(command.intro(), "<code>" + parameter.key() + "</code>", parameter.help())
                        .contains("Allowed: " + parameter.allowed(), "Default: " + parameter.defaultInWords());
                chosen.put(parameter.key(), other(parameter));
            }

            ImagePlus named = IJ.createImage("named", "8-bit", 4, 4, 1);
            WindowManager.setTempCurrentImage(named);
            memory.remember(parameters.parse(chosen), named);

            Map<String, String> recalled = memory.recall();
            for (Parameter parameter : parameters.parameters()) {
                boolean fresh = parameter.kind() == Parameter.Kind.SEED
                        || parameter.kind() == Parameter.Kind.ASKED
                        || Arrays.asList("replace", "save").contains(parameter.key());
                assertThat(recalled.get(parameter.key()).equals(chosen.get(parameter.key())))
                        .as(command.key() + "." + parameter.key() + " is remembered")
                        .isEqualTo(!fresh);
            }
            WindowManager.setTempCurrentImage(IJ.createImage("other", "8-bit", 4, 4, 1));
            Map<String, String> elsewhere = memory.recall();
            for (Parameter parameter : parameters.parameters()) {
                if (parameter.namesImages()) {
                    assertThat(elsewhere.get(parameter.key()))
                            .as("numbers of another image")
                            .isNotEqualTo(chosen.get(parameter.key()));
                }
            }
            WindowManager.setTempCurrentImage(null);
        }
    }

    /** A value that is not the default. */
    private static String other(Parameter parameter) {
        switch (parameter.kind()) {
            case FILE:
                return System.getProperty("java.io.tmpdir");
            case FLAG:
                return String.valueOf(!Boolean.parseBoolean(parameter.defaultText()));
            case CHOICE:
            case ASKED:
                return parameter.choices().get(1);
            case SEED:
                return "-77";
            case NUMBER:
                return Stream.of("2.0", "1.5", "20", "21")
                        .filter(number -> !number.equals(parameter.defaultText()) && accepts(parameter, number))
                        .findFirst()
                        .orElseThrow();
            default:
                return "1-3";
        }
    }

    private static boolean accepts(Parameter parameter, String text) {
        try {
            return parameter.parse(text).equals(text);
        } catch (ParameterException refused) {
            return false;
        }
    }

    @Test
    void labelsBeginWithTheKeysThatMessagesName() {
        for (Command command : Commands.all()) {
            for (Parameter parameter : command.parameters().parameters()) {
                assertThat(parameter.label().toLowerCase(Locale.ROOT).replace(' ', '_'))
                        .startsWith(parameter.key());
            }
        }
    }
}

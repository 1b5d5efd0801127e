package io.github.latentj.imagej;

import static org.assertj.core.api.Assertions.assertThat;

import ij.macro.ExtensionDescriptor;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.parameter.MacroOptions;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** {@code docs/macros.md} tells what the commands really take. */
class MacroDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("latentj.root"), "docs", "macros.md");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+\\]\\((images/macros/[^)]+)\\)");
    private static final int WORKED_MACROS = 3;
    private static final Pattern LINE = Pattern.compile("run\\(\"(LatentJ [^\"]+)\", \"([^\"]*)\"\\);");

    @Test
    void everyKeyStandsWithItsDefaultAndRange() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (Command command : Commands.all()) {
            assertThat(section(document, command)).contains(keys(command.parameters()));
        }
    }

    @Test
    void everyCommandHasALineThatItAccepts() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (Command command : Commands.all()) {
            Matcher line = LINE.matcher(section(document, command));
            assertThat(line.find()).as(command.title()).isTrue();
            assertThat(line.group(1)).isEqualTo(command.title() + "...");
            Map<String, String> given = MacroOptions.parse(line.group(2), name -> null);
            assertThat(command.parameters().parse(given).texts()).containsAllEntriesOf(given);
        }
    }

    @Test
    void everyCommandAndWorkedMacroHasItsPicture() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (Command command : Commands.all()) {
            assertPicture(command.title(), section(document, command));
        }
        Matcher macro = Pattern.compile("\\n\\[[^\\]]+\\]\\(macros/([^)]+)\\.ijm\\)(.*?\\.png\\))", Pattern.DOTALL)
                .matcher(document);
        for (int found = 0; found < WORKED_MACROS; found++) {
            assertThat(macro.find()).isTrue();
            assertThat(macro.group(2)).contains("(images/macros/" + macro.group(1) + ".png)");
            assertPicture(macro.group(1), macro.group(2));
        }
    }

    /** One that can be seen: neither a scrap nor a screen, and not of one colour. */
    private static void assertPicture(String what, String text) throws IOException {
        Matcher reference = PICTURE.matcher(text);
        assertThat(reference.find()).as(what + " has a picture").isTrue();
        Path file = DOCUMENT.resolveSibling(reference.group(1));
        String remedy = file + ": mvn package -Ppictures -Dmodel=FILE makes it";
        assertThat(file).as(remedy).isNotEmptyFile();
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture).as(remedy).isNotNull();
        assertThat(picture.getWidth()).as(remedy).isBetween(200, 1300);
        assertThat(picture.getHeight()).as(remedy).isBetween(120, 900);
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 3) {
            for (int x = 0; x < picture.getWidth(); x += 3) {
                colours.add(picture.getRGB(x, y));
            }
        }
        assertThat(colours).as(remedy).hasSizeGreaterThan(16);
        assertThat(reference.find()).as(what + " has one picture").isFalse();
    }

    @Test
    void everyMacroFunctionIsThere() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (ExtensionDescriptor function : new MacroExtensions().getExtensionFunctions()) {
            assertThat(document).contains("| `Ext." + function.name + "(");
        }
    }

    @Test
    void everyCommandOfTheMenuIsThere() throws IOException {
        String document = Files.readString(DOCUMENT);
        String menu =
                new String(getClass().getResourceAsStream("/plugins.config").readAllBytes(), StandardCharsets.UTF_8);

        Matcher label = Pattern.compile("\"(LatentJ [^\"]+)\"").matcher(menu);
        for (int found = 0; found < Commands.all().size(); found++) {
            assertThat(label.find()).isTrue();
            assertThat(document).contains("\n## " + label.group(1) + "\n");
        }
    }

    private static String section(String document, Command command) {
        String heading = "\n## " + command.title() + "...\n";
        assertThat(document).contains(heading);
        String rest = document.substring(document.indexOf(heading) + heading.length());
        return rest.split("\n## ")[0];
    }

    private static String keys(ParameterTable table) {
        return table.parameters().stream()
                .map(MacroDocumentTest::row)
                .collect(Collectors.joining("\n", "| key | default | allowed |\n|---|---|---|\n", "\n"));
    }

    private static String row(Parameter parameter) {
        return "| `" + parameter.key() + "` | " + defaultOf(parameter) + " | " + parameter.allowed() + " |";
    }

    private static String defaultOf(Parameter parameter) {
        if (parameter.kind() == Parameter.Kind.SEED) {
            return "a fresh one";
        }
        try {
            String text = parameter.parse("");
            return text.isEmpty() ? "empty" : "`" + text + "`";
        } catch (ParameterException required) {
            return "the nuclei model that comes with LatentJ";
        }
    }
}

package io.github.latentj.trainer.run;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ReadingOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * {@code settings.yaml}: one line a setting, named as its option is, such as {@code batch: 64}. Written with every run, and
 * read back by {@code train --settings}, where people change it by hand.
 */
public final class SettingsFile {
    private static final int LONGEST = 1 << 20;
    private static final String HEADER = """
            # The settings of a run of the LatentJ trainer; each is the option of the same name.
            # The same run again: latentj-trainer train --settings settings.yaml --data FOLDER
            """;

    private SettingsFile() {}

    static void write(Path file, TrainingSettings settings, ReadingOptions reading) throws IOException {
        Map<String, String> named = new LinkedHashMap<>(settings.named());
        named.putAll(reading.named());
        String lines = named.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, HEADER + lines));
    }

    private static String yaml(String value) {
        return value.contains(",") ? "[" + value.replace(",", ", ") + "]" : value;
    }

    /**
     * The values of a file, whatever they are.
     *
     * @throws InvalidSettingsException if it cannot be read, or is not YAML of one value a name
     */
    public static NamedValues read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new InvalidSettingsException(List.of(file + " is no settings file: it is larger than 1 MB"));
            }
            return values(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new InvalidSettingsException(List.of(file + " is no settings file: it is not UTF-8 text"));
        } catch (IOException e) {
            throw new InvalidSettingsException(
                    List.of("cannot read the settings file " + file + ": " + RunFolder.reason(e)));
        }
    }

    private static NamedValues values(Path file, String text) {
        NamedValues values = new NamedValues();
        try {
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(file.toString())
                            .setMaxAliasesForCollections(0)
                            .build())
                    .composeString(text)
                    .orElse(null);
            if (!(root instanceof MappingNode mapping)) {
                throw new InvalidSettingsException(
                        List.of(file + " is no settings file: it needs lines such as 'batch: 64'"));
            }
            Set<String> names = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                String name = scalar(entry.getKeyNode()).replace('_', '-');
                String said = file + line(entry.getKeyNode()) + ": " + name;
                if (!names.add(name)) {
                    values.addProblem(said + " is there twice");
                }
                // "batch:" without a value is the usual one, as in most programs.
                String value = value(entry.getValueNode());
                if (!value.isEmpty() && !value.equals("null")) {
                    values.put(name, value, said);
                }
            }
            return values;
        } catch (YamlEngineException e) {
            throw new InvalidSettingsException(
                    List.of(file + " is not YAML: " + e.getMessage().strip().replaceAll("\\s*\\R\\s*", ", ")));
        }
    }

    private static String line(Node node) {
        return node.getStartMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
    }

    private static String value(Node node) {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(SettingsFile::scalar).collect(Collectors.joining(","))
                : scalar(node);
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        return "a nested value";
    }
}

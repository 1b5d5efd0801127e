package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The model that ships, packed for BioImage.IO by the trainer's command, against the rules of model format 0.5.7. */
class BioImagePackageTest {
    private static final Path MODEL = Path.of(System.getProperty("latentj.root"), "plugin", "models", "nuclei64");

    @TempDir
    private Path folder;

    private Path zip;

    @BeforeEach
    void packTheModel() throws Exception {
        zip = folder.resolve("nuclei.zip");
        TrainerProcess.Outcome outcome = TrainerProcess.run(
                folder,
                "package",
                MODEL.toString(),
                "--out",
                zip.toString(),
                "--author",
                "A. Person",
                "--license",
                "BSD-2-Clause");
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void descriptionKeepsTheRulesAndNamesOnlyFilesThatAreThere() throws Exception {
        Map<?, ?> description = description();
        assertThat(description.get("format_version")).isEqualTo("0.5.7");
        assertThat(description.get("type")).isEqualTo("model");
        assertThat(description.get("license")).isEqualTo("BSD-2-Clause");
        assertThat(text("README.md")).containsPattern("(?m)^#+ Validation");

        Map<?, ?> weights = (Map<?, ?>) ((Map<?, ?>) description.get("weights")).get("onnx");
        assertThat(weights.get("source")).isEqualTo("generator.onnx");
        assertThat(weights.get("sha256")).isEqualTo(sha256(bytes("generator.onnx")));
        assertThat((Integer) weights.get("opset_version")).isBetween(7, 17);

        for (String side : List.of("inputs", "outputs")) {
            for (Object tensor : (List<?>) description.get(side)) {
                Map<?, ?> test = (Map<?, ?>) ((Map<?, ?>) tensor).get("test_tensor");
                assertThat(test.get("sha256")).isEqualTo(sha256(bytes((String) test.get("source"))));
                for (Object axis : (List<?>) ((Map<?, ?>) tensor).get("axes")) {
                    requireLegal((Map<?, ?>) axis);
                }
            }
        }
        for (Object cover : (List<?>) description.get("covers")) {
            assertThat(bytes((String) cover)).isNotEmpty();
        }
    }

    private static void requireLegal(Map<?, ?> axis) {
        switch ((String) axis.get("type")) {
            case "batch" -> assertThat(axis.get("id")).isIn(null, "batch");
            case "channel" -> {
                List<?> names = (List<?>) axis.get("channel_names");
                assertThat(names)
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat((String) name).matches("[A-Za-z_][A-Za-z0-9_]*"));
                assertThat(new HashSet<>(names)).hasSameSizeAs(names);
            }
            case "space" -> assertThat(axis.get("size")).isInstanceOf(Integer.class);
            default -> throw new AssertionError("no such axis: " + axis);
        }
    }

    @Test
    void pluginOpensThePackageAndMakesTheTestImage() throws Exception {
        Map<?, ?> description = description();
        float[] latent = numbers(testTensor(description, "inputs"));
        float[] expected = numbers(testTensor(description, "outputs"));
        float[] image = new float[expected.length];
        try (GeneratorModel model = GeneratorModels.shared().open(zip)) {
            model.generate(
                    new float[][] {latent},
                    (index, made) -> System.arraycopy(made, 0, image, 0, image.length),
                    Progress.SILENT);
        }

        for (int i = 0; i < image.length; i++) {
            assertThat((double) expected[i]).isCloseTo(127.5 * image[i] + 127.5, within(0.01));
        }
    }

    private static String testTensor(Map<?, ?> description, String side) {
        Map<?, ?> tensor = (Map<?, ?>) ((List<?>) description.get(side)).get(0);
        return (String) ((Map<?, ?>) tensor.get("test_tensor")).get("source");
    }

    private Map<?, ?> description() throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text("rdf.yaml"));
    }

    /** NumPy's file format, version 1.0: magic, length of the header, header, values. */
    private float[] numbers(String file) throws IOException {
        ByteBuffer npy = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(npy.getLong(0) & 0xFFFFFFFFFFFFL).isEqualTo(0x59504D554E93L);
        int header = npy.getShort(8);
        assertThat(new String(npy.array(), 10, header, StandardCharsets.US_ASCII))
                .contains("'descr': '<f4'", "'fortran_order': False");
        float[] values = new float[(npy.capacity() - 10 - header) / Float.BYTES];
        npy.position(10 + header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String file) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            ZipEntry entry = archive.getEntry(file);
            assertThat(entry).as(file).isNotNull();
            return archive.getInputStream(entry).readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

package io.github.latentj.trainer.bioimageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelSize;
import io.github.latentj.contract.PixelType;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Upsampling;
import io.github.latentj.trainer.export.ModelExport;
import io.github.latentj.trainer.export.WeightFormat;
import io.github.latentj.trainer.model.Dcgan;
import io.github.latentj.trainer.model.Networks;
import io.github.latentj.trainer.model.TorchEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Against rules that BioImage.IO's own validator holds a package to, found by running it. */
class ModelPackageTest {
    private static final PackageLabels PLAIN = new PackageLabels(null, null, List.of(), null, List.of());

    @TempDir
    private Path folder;

    @Test
    void channelsPixelSizeAndFloatUnitsAreDescribedInTheFormatsTerms() throws IOException {
        Map<?, ?> output = (Map<?, ?>) ((List<?>) yaml(packed(50_000_000)).get("outputs")).get(0);

        List<?> axes = (List<?>) output.get("axes");
        assertThat((Object) axes.get(1))
                .isEqualTo(Map.of("type", "channel", "channel_names", List.of("c_class", "DAPI__405_")));
        assertThat((Object) axes.get(2))
                .isEqualTo(Map.of("type", "space", "id", "y", "size", 32, "unit", "micrometer", "scale", 0.25));
        assertThat((Object) axes.get(3))
                .isEqualTo(Map.of("type", "space", "id", "x", "size", 32, "unit", "micrometer", "scale", 0.5));
        assertThat((Object) output.get("postprocessing"))
                .isEqualTo(List.of(
                        Map.of("id", "scale_linear", "kwargs", Map.of("gain", 2.5e7 + 50, "offset", 2.5e7 - 50))));
    }

    /** PyYAML, which reads YAML 1.1, wants point, digits and the exponent's sign; it took 2.5E7 for text. */
    @Test
    void largeNumbersAreNumbersForReadersOfYaml11Too() throws IOException {
        assertThat(packed(50_000_000).lines())
                .anyMatch(line -> line.endsWith(" 5.0E+7"))
                .noneMatch(line -> line.matches(".*: [-+]?[0-9.]+E[0-9]+"));
    }

    @Test
    void namesThePaperToCite() throws IOException {
        assertThat((List<?>) yaml(packed(255)).get("cite"))
                .singleElement()
                .satisfies(paper -> assertThat(((Map<?, ?>) paper).get("doi")).isEqualTo("10.48550/arXiv.1511.06434"));
    }

    @ParameterizedTest
    @CsvSource({
        "Foo, found 'Foo'",
        "cc-by-4.0, did you mean CC-BY-4.0?",
        "CC BY 4.0, found 'CC BY 4.0'",
        "GPL-3.0, did you mean GPL-3.0-only?"
    })
    void licenceThatTheFormatDoesNotKnowIsRefused(String license, String message) {
        assertThatThrownBy(() -> new PackageLabels(null, null, List.of(), license, List.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--license")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"CC0-1.0", "CC-BY-4.0", "MIT", "BSD-2-Clause", "GPL-3.0-only", "Apache-2.0"})
    void usualLicencesAreTaken(String license) {
        assertThat(new PackageLabels(null, null, List.of(), license, List.of()).license())
                .isEqualTo(license);
    }

    /** The text of rdf.yaml of an untrained model of two channels whose brightest value is given. */
    private String packed(double maximum) throws IOException {
        TorchEngine.start(1);
        GeneratorSpec spec = GeneratorSpec.builder()
                .prior(Prior.NORMAL)
                .latentSize(4)
                .imageSize(32, 32)
                .channelNames(List.of("class", "DAPI (405)"))
                .intensityMap(new IntensityMap(PixelType.FLOAT32, -100, maximum))
                .pixelSize(new PixelSize(0.5, 0.25, "\u00b5m"))
                .build();
        Path model = Files.createDirectory(folder.resolve("model"));
        try (Networks networks = new Networks(new Dcgan(Preset.TORCH, 32, 2, 4, 4, Upsampling.TRANSPOSED), 3, false)) {
            new ModelExport(networks, spec, WeightFormat.FLOAT32).write(model);
        }
        Path zip = folder.resolve("model.zip");
        ModelPackage.write(model, PLAIN, zip);
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            return new String(
                    archive.getInputStream(archive.getEntry("rdf.yaml")).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<?, ?> yaml(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}

package io.github.latentj.trainer.bioimageio;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelSize;
import io.github.latentj.contract.Prior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The content of {@code rdf.yaml}, format {@value #FORMAT}, for a generator: the latent is the channel axis of its input. */
final class ModelDescription {
    static final String FORMAT = "0.5.7";
    private static final String PAPER =
            "Radford, Metz, Chintala (2015): Unsupervised Representation Learning with Deep Convolutional Generative"
                    + " Adversarial Networks (the kind of network)";
    private static final String PAPER_DOI = "10.48550/arXiv.1511.06434";
    private static final Set<String> PYTHON_KEYWORDS =
            Set.of(("and as assert async await break class continue def del elif"
                            + " else except finally for from global if import in is lambda nonlocal not or pass raise return try while"
                            + " with yield None True False")
                    .split(" "));
    /** ImageJ's spellings of the units that BioImage.IO knows. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("nm", "nanometer"),
            Map.entry("nanometer", "nanometer"),
            Map.entry("um", "micrometer"),
            Map.entry("\u00b5m", "micrometer"),
            Map.entry("\u03bcm", "micrometer"),
            Map.entry("micron", "micrometer"),
            Map.entry("microns", "micrometer"),
            Map.entry("micrometer", "micrometer"),
            Map.entry("mm", "millimeter"),
            Map.entry("cm", "centimeter"),
            Map.entry("m", "meter"),
            Map.entry("inch", "inch"));

    private final GeneratorSpec spec;
    private final PackageLabels labels;
    private final TestTensors tensors;

    /** A file of the package, with the SHA-256 of its content. */
    record PackedFile(String name, String sha256) {
        Map<String, Object> entry() {
            return ordered("source", name, "sha256", sha256);
        }
    }

    ModelDescription(GeneratorSpec spec, PackageLabels labels, TestTensors tensors) {
        this.spec = spec;
        this.labels = labels;
        this.tensors = tensors;
    }

    Map<String, Object> of(PackedFile weights, long opset, PackedFile latent, PackedFile image, List<PackedFile> more) {
        Map<String, Object> rdf = ordered(
                "format_version", FORMAT, "type", "model", "name", labels.name(), "description", labels.description());
        if (!labels.authors().isEmpty()) {
            rdf.put(
                    "authors",
                    labels.authors().stream().map(name -> ordered("name", name)).toList());
        }
        if (labels.license() != null) {
            rdf.put("license", labels.license());
        }
        rdf.put("cite", List.of(ordered("text", PAPER, "doi", PAPER_DOI)));
        date().ifPresent(date -> rdf.put("timestamp", date + "T00:00:00Z"));
        rdf.put("documentation", ModelPackage.DOCUMENTATION);
        rdf.put("covers", List.of(ModelPackage.COVER));
        rdf.put("tags", tags());
        rdf.put("inputs", List.of(input(latent)));
        rdf.put("outputs", List.of(output(image)));
        Map<String, Object> onnx = weights.entry();
        onnx.put("opset_version", opset);
        rdf.put("weights", ordered("onnx", onnx));
        if (!more.isEmpty()) {
            rdf.put("attachments", more.stream().map(PackedFile::entry).toList());
        }
        rdf.put("config", ordered("bioimageio", tolerance(), "latentj", spec.toMetadata()));
        return rdf;
    }

    private Optional<String> date() {
        return Optional.ofNullable(spec.provenance().get("date")).filter(date -> date.matches("\\d{4}-\\d{2}-\\d{2}"));
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>(
                List.of("gan", "dcgan", "generative", "synthetic-images", "2d", "onnx", "imagej", "fiji", "latentj"));
        labels.tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
        return tags;
    }

    private Map<String, Object> input(PackedFile test) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < spec.latentSize(); i++) {
            names.add("z" + i);
        }
        List<Object> axes = new ArrayList<>(List.of(batch(), channels(names)));
        if (tensors.latentShape().length == 4) {
            axes.add(ordered("type", "space", "id", "y", "size", 1));
            axes.add(ordered("type", "space", "id", "x", "size", 1));
        }
        boolean normal = spec.prior() == Prior.NORMAL;
        return ordered(
                "id",
                "z",
                "description",
                normal
                        ? "latent vector: independent numbers with mean 0 and standard deviation 1"
                        : "latent vector: independent numbers, uniform from -1 to 1",
                "axes",
                axes,
                "data",
                data(normal ? Arrays.asList(null, null) : List.of(-1.0, 1.0)),
                "test_tensor",
                test.entry());
    }

    private Map<String, Object> output(PackedFile test) {
        IntensityMap map = spec.intensityMap();
        List<Object> axes = List.of(
                batch(),
                channels(identifiers(spec.channelNames())),
                space("y", spec.height(), spec.pixelSize().map(PixelSize::height)),
                space("x", spec.width(), spec.pixelSize().map(PixelSize::width)));
        Map<String, Object> output = ordered(
                "id",
                "image",
                "description",
                "synthetic image, in the intensities of the training images",
                "axes",
                axes,
                "data",
                data(List.of(map.minimum(), map.maximum())));
        double gain = (map.maximum() - map.minimum()) / 2;
        double offset = (map.maximum() + map.minimum()) / 2;
        // The format refuses a scaling that changes nothing.
        if (gain != 1 || offset != 0) {
            output.put(
                    "postprocessing",
                    List.of(ordered("id", "scale_linear", "kwargs", ordered("gain", gain, "offset", offset))));
        }
        output.put("test_tensor", test.entry());
        return output;
    }

    private static Map<String, Object> batch() {
        return ordered("type", "batch");
    }

    private static Map<String, Object> channels(List<String> names) {
        return ordered("type", "channel", "channel_names", names);
    }

    private static Map<String, Object> data(List<Double> range) {
        return ordered("type", "float32", "range", range, "unit", "arbitrary unit");
    }

    private Map<String, Object> space(String id, int size, Optional<Double> scale) {
        Map<String, Object> axis = ordered("type", "space", "id", id, "size", size);
        String unit = spec.pixelSize()
                .map(pixel -> UNITS.get(pixel.unit().toLowerCase(Locale.ROOT)))
                .orElse(null);
        if (unit != null) {
            axis.put("unit", unit);
            axis.put("scale", scale.orElseThrow());
        }
        return axis;
    }

    /** Names as the format wants them, Python identifiers, each once. */
    static List<String> identifiers(List<String> names) {
        List<String> identifiers = new ArrayList<>();
        for (String name : names) {
            String plain = name.strip().replaceAll("[^A-Za-z0-9_]", "_");
            if (!plain.matches("[A-Za-z_].*") || PYTHON_KEYWORDS.contains(plain)) {
                plain = "c_" + plain;
            }
            String once = plain;
            for (int i = 2; identifiers.contains(once); i++) {
                once = plain + "_" + i;
            }
            identifiers.add(once);
        }
        return identifiers;
    }

    /** A thousandth of the image's half range, which no eye sees; the format wants at most 1 % of the largest value. */
    private Map<String, Object> tolerance() {
        IntensityMap map = spec.intensityMap();
        double absolute = Math.min((map.maximum() - map.minimum()) / 2e3, 0.009 * tensors.imageMaximum());
        return ordered(
                "reproducibility_tolerance",
                List.of(ordered("relative_tolerance", 1e-3, "absolute_tolerance", Math.max(0, absolute))));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}

package io.github.latentj.trainer.bioimageio;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.onnx.ExportedModel;
import io.github.latentj.onnx.graph.FormatVersions;
import io.github.latentj.trainer.bioimageio.ModelDescription.PackedFile;
import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.run.AtomicFiles;
import io.github.latentj.trainer.run.SampleGrid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * A trained model as one zip for BioImage.IO: the generator as the weights, the other networks of its folder as attachments,
 * test tensors, documentation and a cover. The same model and labels give the same bytes.
 */
public final class ModelPackage {
    static final String DOCUMENTATION = "README.md";
    static final String COVER = "cover.png";
    static final String LATENT = "test-latent.npy";
    static final String IMAGE = "test-image.npy";
    private static final List<String> OTHER_NETWORKS =
            List.of(ModelFiles.DISCRIMINATOR, ModelFiles.INVERSION, ModelFiles.FEATURES);
    /** The newest that ONNX Runtime 1.13 reads, which BioImage.IO's Java library runs. */
    private static final FormatVersions NEWEST = new FormatVersions(8, 17);

    private ModelPackage() {}

    /**
     * @param model a folder that holds {@code generator.onnx}, or that file alone
     * @param zip a file that does not exist; its folder is made
     * @throws io.github.latentj.trainer.export.ModelFileException if the model cannot be used
     * @throws InvalidSettingsException if it cannot be described as BioImage.IO demands
     */
    public static void write(Path model, PackageLabels labels, Path zip) throws IOException {
        if (!zip.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            throw refused("--out must be a name that ends in .zip, found " + zip);
        }
        if (Files.exists(zip)) {
            throw refused("--out must be a new file, but there is "
                    + zip.toAbsolutePath().normalize() + " already");
        }
        Map<String, byte[]> files = contents(model, labels);
        Files.createDirectories(zip.toAbsolutePath().getParent());
        AtomicFiles.write(zip.toAbsolutePath(), temporary -> {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(temporary))) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                    out.putNextEntry(entry);
                    out.write(file.getValue());
                }
            }
        });
    }

    private static Map<String, byte[]> contents(Path model, PackageLabels given) throws IOException {
        try (ExportedGenerator generator = new ExportedGenerator(model)) {
            Path weights = Files.isDirectory(model) ? model.resolve(ModelFiles.GENERATOR) : model;
            FormatVersions versions = ExportedModel.versionsOf(weights);
            requireDescribable(generator, weights, versions);
            TestTensors tensors = TestTensors.of(generator);
            if (!tensors.largeEnough()) {
                throw refused("BioImage.IO takes no images whose values are all below 0.0001, and those of " + weights
                        + " are; train on images in a smaller unit");
            }
            PackageLabels labels = complete(given, generator.spec(), weights);

            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put(ModelFiles.GENERATOR, Files.readAllBytes(weights));
            files.put(LATENT, tensors.latentFile());
            files.put(IMAGE, tensors.imageFile());
            List<PackedFile> attachments = new ArrayList<>();
            for (String name : OTHER_NETWORKS) {
                if (Files.isDirectory(model) && Files.isRegularFile(model.resolve(name))) {
                    files.put(name, Files.readAllBytes(model.resolve(name)));
                    attachments.add(packed(files, name));
                }
            }
            files.put(COVER, cover(generator));
            files.put(
                    DOCUMENTATION,
                    new Documentation(generator.spec(), labels).text().getBytes(StandardCharsets.UTF_8));
            Map<String, Object> rdf = new ModelDescription(generator.spec(), labels, tensors)
                    .of(
                            packed(files, ModelFiles.GENERATOR),
                            versions.operatorSet(),
                            packed(files, LATENT),
                            packed(files, IMAGE),
                            attachments);
            files.put("rdf.yaml", Yaml.of(rdf).getBytes(StandardCharsets.UTF_8));
            return files;
        }
    }

    private static void requireDescribable(ExportedGenerator generator, Path weights, FormatVersions versions) {
        if (versions.ir() > NEWEST.ir() || versions.operatorSet() > NEWEST.operatorSet()) {
            throw refused(String.format(
                    Locale.ROOT,
                    "programs of BioImage.IO read ONNX up to IR %d and operator set %d, but %s has IR %d and operator set %d;"
                            + " export the run again",
                    NEWEST.ir(),
                    NEWEST.operatorSet(),
                    weights,
                    versions.ir(),
                    versions.operatorSet()));
        }
        int axes = generator.latentShape().length + 1;
        GeneratorSpec spec = generator.spec();
        if ((axes != 2 && axes != 4) || spec.width() != spec.height()) {
            throw refused("a package needs latents of 2 or 4 axes and square images, but " + weights + " has " + axes
                    + " axes and images of " + spec.width() + "x" + spec.height());
        }
    }

    private static InvalidSettingsException refused(String problem) {
        return new InvalidSettingsException(List.of(problem));
    }

    private static PackageLabels complete(PackageLabels given, GeneratorSpec spec, Path weights) {
        String name = given.name();
        if (name == null) {
            Path folder = weights.toAbsolutePath().normalize().getParent().getFileName();
            String own = folder == null ? "" : folder.toString().replaceAll("[^A-Za-z0-9_+\\-() ]", "-");
            String full = ("LatentJ generator " + own).strip();
            name = full.substring(0, Math.min(full.length(), PackageLabels.LONGEST_NAME))
                    .strip();
        }
        String description = given.description();
        if (description == null) {
            description = String.format(
                    Locale.ROOT,
                    "Makes synthetic images of %d x %d pixels with %s from latent vectors of %s: a DCGAN, trained by LatentJ.",
                    spec.width(),
                    spec.height(),
                    Counted.of(spec.channels(), "channel"),
                    Counted.of(spec.latentSize(), "number"));
        }
        return new PackageLabels(name, description, given.authors(), given.license(), given.tags());
    }

    private static PackedFile packed(Map<String, byte[]> files, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(files.get(name));
            return new PackedFile(name, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A square of images, below the 500 KB that BioImage.IO asks for. */
    private static byte[] cover(ExportedGenerator generator) throws IOException {
        GeneratorSpec spec = generator.spec();
        int columns = Math.max(1, 256 / spec.width());
        int count = Math.min(16, columns * columns);
        float[] images = generator.generate(TestTensors.SEED, 0, count);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(SampleGrid.render(images, count, spec.channels(), spec.width()), "png", png);
        return png.toByteArray();
    }
}

package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What of LatentJ lies where in the user's ImageJ folder. */
final class ImageJFiles {
    private static final String MODELS = "models/latentj/";

    private final Path jars;
    private final Path models;
    private final Path licence;
    private final Path olderRuntime;

    /**
     * @param jars folder with the plugin's jar, the contract's and ONNX Runtime's
     * @param models folder with one folder a model that ships
     * @param olderRuntime {@code onnxruntime-VERSION.jar} for platforms that need an older one as well
     */
    ImageJFiles(Path jars, Path models, Path licence, Path olderRuntime) {
        this.jars = jars;
        this.models = models;
        this.licence = licence;
        this.olderRuntime = olderRuntime;
    }

    /** @param work a folder for files made on the way */
    List<InstalledFile> list(Path work) throws IOException {
        List<InstalledFile> needed = new ArrayList<>();
        Path contract = jar("latentj-contract-");
        needed.add(InstalledFile.forAll("jars/" + contract.getFileName(), contract, "LatentJ model contract"));
        needed.addAll(new PlatformJars(jar("onnxruntime-"), olderRuntime).write(work));
        needed.addAll(models());
        needed.add(InstalledFile.forAll("licenses/LatentJ.txt", licence, "Licence of LatentJ (BSD-2-Clause)"));

        Path plugin = jar("LatentJ_-");
        List<InstalledFile> all = new ArrayList<>();
        all.add(InstalledFile.forAll(
                        "plugins/" + plugin.getFileName(),
                        plugin,
                        "LatentJ: explore the latent space of generative models")
                .needing(needed.stream()
                        // The updater installs dependencies whatever their platform.
                        .filter(file -> file.platforms().isEmpty())
                        .map(InstalledFile::name)
                        .toList()));
        all.addAll(needed);
        return all;
    }

    /**
     * For the zip alone: what lets plain ImageJ open a dropped {@code .onnx}. Fiji has its own class of this name and its
     * own way.
     *
     * @param classes folder of the plugin's classes
     */
    static List<InstalledFile> openers(Path classes) throws IOException {
        List<InstalledFile> openers = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(classes, "HandleExtraFileTypes*.class")) {
            all.forEach(file -> openers.add(
                    InstalledFile.forAll("plugins/LatentJ/" + file.getFileName(), file, "Opens .onnx in ImageJ")));
        }
        if (openers.isEmpty()) {
            throw new DistributionException(
                    "there is no HandleExtraFileTypes.class in " + classes + ": build the plugin");
        }
        openers.sort(Comparator.comparing(InstalledFile::name));
        return openers;
    }

    private List<InstalledFile> models() throws IOException {
        try (Stream<Path> all = Files.walk(models)) {
            return all.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> InstalledFile.forAll(
                            MODELS + models.relativize(file).toString().replace('\\', '/'),
                            file,
                            "A model that ships with LatentJ"))
                    .toList();
        }
    }

    private Path jar(String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(jars, prefix + "*.jar")) {
            all.forEach(found::add);
        }
        if (found.size() != 1) {
            throw new DistributionException("there must be one " + prefix + "VERSION.jar in " + jars + ", found "
                    + found + ": run 'mvn clean' and build again");
        }
        return found.get(0);
    }
}

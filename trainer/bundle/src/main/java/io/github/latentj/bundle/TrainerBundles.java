package io.github.latentj.bundle;

import io.github.latentj.distribution.DistributionException;
import io.github.latentj.distribution.PlatformJars;
import io.github.latentj.distribution.RuntimePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Writes {@code latentj-trainer-VERSION-PLATFORM.zip} for the platform of the build, and for each other one whose natives
 * it is given. Two builds of the same sources write the same bytes.
 */
public final class TrainerBundles {
    private static final String NATIVES = "pytorch-native-cpu-";
    private static final String ONNX_RUNTIME = "onnxruntime-";
    private static final String TRAINER = "latentj-trainer.jar";

    private final Path trainer;
    private final Path natives;
    private final Path licence;
    private final String version;
    private final Instant released;
    private final Path output;
    private final Path olderRuntime;

    private TrainerBundles(String[] arguments) {
        trainer = Path.of(arguments[0]);
        natives = Path.of(arguments[1]);
        licence = Path.of(arguments[2]);
        version = arguments[3];
        released = Instant.parse(arguments[4]);
        output = Path.of(arguments[5]);
        olderRuntime = Path.of(arguments[6]);
    }

    /**
     * @param arguments the trainer's build folder, with its jar and {@code lib}; folder of natives of
     *     more platforms, which need not exist; licence, with the folder {@code docs} beside it; version; time of the
     *     release in ISO form; output folder; {@code onnxruntime-VERSION.jar} for platforms that need an older one
     */
    public static void main(String[] arguments) throws IOException {
        new TrainerBundles(arguments).write();
    }

    private void write() throws IOException {
        List<Path> plain = new ArrayList<>();
        List<Path> torch = new ArrayList<>();
        Path onnxRuntime = null;
        for (Path jar : classPath()) {
            String name = jar.getFileName().toString();
            if (name.startsWith(ONNX_RUNTIME)) {
                onnxRuntime = jar;
            } else if (name.startsWith(NATIVES)) {
                torch.add(jar);
            } else {
                plain.add(jar);
            }
        }
        if (onnxRuntime == null || torch.isEmpty()) {
            throw new DistributionException(trainer + " lacks the jar of ONNX Runtime or PyTorch's natives");
        }
        RuntimePlatform built = platformOf(torch.get(0));
        for (RuntimePlatform platform : RuntimePlatform.values()) {
            Path torchNatives = platform == built
                    ? torch.get(0)
                    : natives.resolve(torch.get(0)
                            .getFileName()
                            .toString()
                            .replace(built.djlName() + ".jar", platform.djlName() + ".jar"));
            if (Files.exists(torchNatives)) {
                Path runtime = platform.needsOlderRuntime() ? olderRuntime : onnxRuntime;
                Path sliced = Files.createDirectories(
                                output.resolve("onnxruntime").resolve(platform.djlName()))
                        .resolve(runtime.getFileName());
                PlatformJars.copy(runtime, platform, sliced);
                List<Path> jars = new ArrayList<>(plain);
                jars.add(torchNatives);
                jars.add(sliced);
                bundle(platform, jars);
            }
        }
    }

    private void bundle(RuntimePlatform platform, List<Path> jars) throws IOException {
        String name = "latentj-trainer-" + version;
        BillOfMaterials materials = new BillOfMaterials("latentj-trainer", version, trainer.resolve(TRAINER), jars);
        Path zip = output.resolve(name + "-" + platform.djlName() + ".zip");
        try (BundleZip target = new BundleZip(zip, name, released)) {
            target.add("README.txt", BundleZip.resource("README.txt"));
            target.add("LICENSE", Files.readAllBytes(licence));
            target.add("THIRD-PARTY.txt", materials.licences(BundleZip.resource("natives.txt")));
            target.add("bom.cdx.json", materials.json());
            for (Path document : documents()) {
                target.addFile(
                        licence.getParent().relativize(document).toString().replace('\\', '/'), document);
            }
            target.addFile(TRAINER, trainer.resolve(TRAINER));
            for (Path jar : jars) {
                target.addFile("lib/" + jar.getFileName(), jar);
            }
        }
    }

    /** The documentation, with its pictures, in an order that no file system changes. */
    private List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(licence.resolveSibling("docs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What the trainer's manifest names and is there: an old build may have left other jars in {@code lib}. */
    private List<Path> classPath() throws IOException {
        try (JarFile jar = new JarFile(trainer.resolve(TRAINER).toFile())) {
            String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Arrays.stream(names.split(" "))
                    .distinct()
                    .map(trainer::resolve)
                    .filter(Files::exists)
                    .toList();
        }
    }

    private static RuntimePlatform platformOf(Path natives) {
        return Arrays.stream(RuntimePlatform.values())
                .filter(platform -> natives.toString().endsWith("-" + platform.djlName() + ".jar"))
                .findFirst()
                .orElseThrow(() -> new DistributionException(natives + " is for a platform without a bundle"));
    }
}

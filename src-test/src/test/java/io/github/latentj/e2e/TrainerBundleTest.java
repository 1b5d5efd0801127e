package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as people download it for this platform, unpacked and started where nothing else is. */
class TrainerBundleTest {
    private static final Path BUNDLES = Path.of(System.getProperty("latentj.root"), "trainer", "bundle", "target");
    private static final Set<String> PERMISSIVE = Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT");

    @TempDir
    private static Path folder;

    private static Path bundle;

    @BeforeAll
    static void unpack() throws IOException {
        String platform = torchPlatform();
        try (Stream<Path> zips = Files.list(BUNDLES)) {
            Path zip = zips.filter(file -> file.toString().endsWith("-" + platform + ".zip"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no bundle for " + platform + " in " + BUNDLES));
            unzip(zip);
        }
        try (Stream<Path> folders = Files.list(folder)) {
            bundle = folders.findFirst().orElseThrow();
        }
    }

    @Test
    void billOfMaterialsKnowsEveryJarWithItsChecksumAndAPermissiveLicence() throws Exception {
        JsonObject bill = new Gson().fromJson(Files.readString(bundle.resolve("bom.cdx.json")), JsonObject.class);
        Set<String> told = new TreeSet<>();
        told.add(checksum(bill.getAsJsonObject("metadata").getAsJsonObject("component")));
        for (JsonElement each : bill.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            told.add(checksum(component));
            List<String> licences = new ArrayList<>();
            component
                    .getAsJsonArray("licenses")
                    .forEach(choice -> licences.add(choice.getAsJsonObject()
                            .getAsJsonObject("license")
                            .get("id")
                            .getAsString()));
            assertThat(licences).as(component.get("purl").getAsString()).isNotEmpty();
            assertThat(PERMISSIVE).as(component.get("purl").getAsString()).containsAll(licences);
            assertThat(Files.readString(bundle.resolve("THIRD-PARTY.txt")))
                    .contains(component.get("name").getAsString() + " ", licences.get(0));
        }

        Set<String> there = new TreeSet<>();
        there.add(sha256(bundle.resolve("latentj-trainer.jar")));
        try (Stream<Path> jars = Files.list(bundle.resolve("lib"))) {
            for (Path jar : (Iterable<Path>) jars::iterator) {
                there.add(sha256(jar));
            }
        }
        assertThat(told).isEqualTo(there);
    }

    @Test
    void billOfThePluginKnowsEveryJarOfItsZip() throws Exception {
        Path distribution = BuiltSite.zip().getParent();
        JsonObject bill = new Gson()
                .fromJson(Files.readString(distribution.resolve("latentj-imagej.cdx.json")), JsonObject.class);
        Set<String> told = new TreeSet<>();
        bill.getAsJsonArray("components").forEach(each -> told.add(checksum(each.getAsJsonObject())));

        Set<String> there = new TreeSet<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(BuiltSite.zip()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    there.add(sha256(in));
                }
            }
        }
        assertThat(told).hasSizeGreaterThan(5).isEqualTo(there);
        assertThat(checksum(bill.getAsJsonObject("metadata").getAsJsonObject("component")))
                .isEqualTo(sha256(BuiltSite.zip()));
    }

    @Test
    void holdsNativesOfOnePlatformOnly() throws IOException {
        Set<String> platforms = new TreeSet<>();
        try (Stream<Path> jars = Files.list(bundle.resolve("lib"))) {
            for (Path jar : (Iterable<Path>) jars.filter(file -> file.toString().contains("onnxruntime"))::iterator) {
                try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
                    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                        if (entry.getName().matches("ai/onnxruntime/native/.+/.+")) {
                            platforms.add(entry.getName().split("/")[3]);
                        }
                    }
                }
            }
        }
        assertThat(platforms).hasSize(1);
        assertThat(bundle.resolve("LICENSE")).isNotEmptyFile();
        assertThat(bundle.resolve("docs/first-steps-training.md")).exists();
        assertThat(bundle.resolve("README.txt")).content().contains("java -jar latentj-trainer.jar train");
    }

    @Test
    void trainsInAnEmptyHomeWithoutAnyNetwork() throws Exception {
        assumeTrue(
                run("unshare", "-rn", "true").exitCode() == 0,
                "this system does not let a program give up the network (unshare -rn)");
        Path home = Files.createDirectory(folder.resolve("home"));

        TrainerProcess.Outcome demo = run(
                "unshare",
                "-rn",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-jar",
                "latentj-trainer.jar",
                "demo",
                "--images",
                "64",
                "--epochs",
                "1",
                "--out",
                "run");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(bundle.resolve("run/generator.onnx")).isNotEmptyFile();
        assertThat(bundle.resolve("run/generated/montage.png")).isNotEmptyFile();
    }

    @Test
    void olderOnnxRuntimeOfTheBundleForWindowsMakesTheSameImages() throws Exception {
        Path root = Path.of(System.getProperty("latentj.root"));
        Path older = BuiltSite.olderRuntime();
        String cache = Files.createDirectory(folder.resolve("cache")).toString();

        generate("newest", "latentj-trainer.jar", cache, root);
        generate("older", older + File.pathSeparator + "latentj-trainer.jar", cache, root);

        for (int i = 0; i < 4; i++) {
            String image = "image-0000" + i + ".png";
            assertThat(bundle.resolve("older").resolve(image))
                    .hasSameBinaryContentAs(bundle.resolve("newest").resolve(image));
        }
        try (Stream<Path> unpacked = Files.list(Path.of(cache, ".djl.ai", "onnxruntime"))) {
            assertThat(unpacked.map(version -> version.getFileName().toString().replaceFirst("-.*", "")))
                    .as("versions that were unpacked, each once for all runs")
                    .containsExactlyInAnyOrder("1.28.0", "1.17.3");
        }
    }

    private static void generate(String out, String classPath, String home, Path root) throws Exception {
        TrainerProcess.Outcome made = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-cp",
                classPath,
                "io.github.latentj.trainer.Main",
                "generate",
                "--model",
                root.resolve("plugin/models/nuclei64/generator.onnx").toString(),
                "--count",
                "4",
                "--out",
                out);
        assertThat(made.exitCode()).as(made.output()).isZero();
    }

    private static TrainerProcess.Outcome run(String... command) throws Exception {
        Path log = Files.createTempFile(folder, "bundle", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(bundle.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // As on a computer that has never seen us: no switch of the tests', no cache.
        builder.environment().keySet().removeAll(Arrays.asList("DJL_OFFLINE", "OPT_OUT_TRACKING", "DJL_CACHE_DIR"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException noSuchProgram) {
            return new TrainerProcess.Outcome(127, noSuchProgram.toString());
        }
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new TrainerProcess.Outcome(process.exitValue(), Files.readString(log));
    }

    private static String torchPlatform() throws IOException {
        Path lib = BUNDLES.resolve("../../target/lib").normalize();
        try (Stream<Path> jars = Files.list(lib)) {
            String jar = jars.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("pytorch-native-cpu-"))
                    .findFirst()
                    .orElseThrow();
            return jar.replaceFirst("pytorch-native-cpu-[^-]+-(.+)\\.jar", "$1");
        }
    }

    private static void unzip(Path zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    private static String checksum(JsonObject component) {
        return component
                .getAsJsonArray("hashes")
                .get(0)
                .getAsJsonObject()
                .get("content")
                .getAsString();
    }

    private static String sha256(Path file) throws Exception {
        try (InputStream content = Files.newInputStream(file)) {
            return sha256(content);
        }
    }

    private static String sha256(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

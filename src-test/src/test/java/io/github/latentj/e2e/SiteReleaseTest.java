package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.distribution.Distribution;
import io.github.latentj.e2e.SiteClient.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two releases, made by the code that makes the real ones, and a user who has installed the first. The native libraries
 * are stand-ins of a few bytes.
 */
class SiteReleaseTest {
    private static final String LATER = "2027-01-31T12:00:00Z";
    private static final long SEEN_LATER_STILL = 20991231000000L;

    @TempDir
    private Path folder;

    private Path user;
    private Path jars;
    private Path older;
    private Path models;
    private Path first;

    @BeforeEach
    void releaseAndInstallTheFirst() throws IOException {
        user = Files.createDirectory(folder.resolve("Fiji"));
        jars = Files.createDirectory(folder.resolve("jars"));
        models = Files.createDirectory(folder.resolve("models"));
        try (Stream<Path> built = Files.list(BuiltSite.jars())) {
            for (Path jar : built.toList()) {
                copyWithSmallNatives(jar, jars.resolve(jar.getFileName()));
            }
        }
        older = folder.resolve(BuiltSite.olderRuntime().getFileName());
        copyWithSmallNatives(BuiltSite.olderRuntime(), older);
        model("leaves", "weights of leaves");
        first = release("first", folder.resolve("none.xml.gz"), "2026-11-22T00:00:00Z");
        update(first, 0);
        assertThat(user.resolve("models/latentj/leaves/generator.onnx")).hasContent("weights of leaves");
    }

    @Test
    void usersOfTheFirstReleaseAreGivenTheSecond() throws IOException {
        Path old = plugin();
        newVersion(old.getFileName().toString(), "LatentJ_-99.0.0.jar");
        model("nuclei", "weights of nuclei");
        deleteModel("leaves");
        Path second = release("second", first.resolve("db.xml.gz"), LATER);

        assertThat(state(second, "plugins/LatentJ_.jar")).isEqualTo(State.UPDATEABLE);
        assertThat(state(second, "jars/latentj-contract.jar")).isEqualTo(State.INSTALLED);
        assertThat(state(second, "models/latentj/leaves/generator.onnx")).isEqualTo(State.OBSOLETE);

        Set<String> downloaded = update(second, SEEN_LATER_STILL);

        assertThat(downloaded)
                .as("what is unchanged is not downloaded again; what is new comes though its date is not")
                .containsExactlyInAnyOrder(
                        "plugins/LatentJ_-99.0.0.jar",
                        "models/latentj/nuclei/generator.onnx",
                        "models/latentj/nuclei/README.md");
        assertThat(plugin()).hasFileName("LatentJ_-99.0.0.jar");
        assertThat(old).doesNotExist();
        assertThat(user.resolve("models/latentj/nuclei/generator.onnx")).hasContent("weights of nuclei");
        assertThat(user.resolve("models/latentj/leaves/generator.onnx")).doesNotExist();
        assertThat(update(second, SEEN_LATER_STILL))
                .as("then all is up to date")
                .isEmpty();
    }

    @Test
    void versionBeforeLastIsStillKnown() throws IOException {
        newVersion(plugin().getFileName().toString(), "LatentJ_-99.0.0.jar");
        Path second = release("second", first.resolve("db.xml.gz"), LATER);
        newVersion("LatentJ_-99.0.0.jar", "LatentJ_-99.0.1.jar");
        Path third = release("third", second.resolve("db.xml.gz"), "2027-02-28T12:00:00Z");

        assertThat(state(third, "plugins/LatentJ_.jar")).isEqualTo(State.UPDATEABLE);
        assertThat(update(third, SEEN_LATER_STILL)).containsExactly("plugins/LatentJ_-99.0.1.jar");
    }

    @Test
    void newNativesTakeThePlaceOfTheOldOnesAndStayThoseOfTheUsersPlatform() throws IOException {
        newVersion("onnxruntime-1.28.0.jar", "onnxruntime-99.0.0.jar");
        Path second = release("second", first.resolve("db.xml.gz"), LATER);

        assertThat(update(second, SEEN_LATER_STILL))
                .containsExactly("jars/latentj-onnxruntime-99.0.0-natives-linux-x86_64.jar");
        try (Stream<Path> installed = Files.list(user.resolve("jars"))) {
            assertThat(installed.map(jar -> jar.getFileName().toString()).filter(name -> name.contains("onnxruntime")))
                    .containsExactly("latentj-onnxruntime-99.0.0-natives-linux-x86_64.jar");
        }
    }

    @Test
    void aFileThatTheUserHasChangedIsLeftAlone() throws IOException {
        Path card = user.resolve("models/latentj/leaves/README.md");
        Files.writeString(card, "my notes");
        model("leaves", "better weights of leaves");
        Path second = release("second", first.resolve("db.xml.gz"), LATER);

        assertThat(state(second, "models/latentj/leaves/README.md")).isEqualTo(State.MODIFIED);
        assertThat(update(second, SEEN_LATER_STILL)).containsExactly("models/latentj/leaves/generator.onnx");
        assertThat(card).hasContent("my notes");
    }

    private Path release(String name, Path published, String time) throws IOException {
        Path out = Files.createDirectory(folder.resolve(name));
        Path root = Path.of(System.getProperty("latentj.root"));
        Path classes = root.resolve("plugin").resolve("target").resolve("classes");
        Distribution.main(new String[] {
            jars.toString(),
            models.toString(),
            root.resolve("LICENSE").toString(),
            published.toString(),
            time,
            out.toString(),
            classes.toString(),
            older.toString()
        });
        return out.resolve("update-site");
    }

    private Set<String> update(Path release, long lastSeen) throws IOException {
        try (HttpFolder site = new HttpFolder(release)) {
            return new SiteClient(site.address(), "linux64", user).update(lastSeen);
        }
    }

    private State state(Path release, String file) throws IOException {
        try (HttpFolder site = new HttpFolder(release)) {
            SiteClient client = new SiteClient(site.address(), "linux64", user);
            SiteListing listing = client.listing();
            return client.states(listing, SEEN_LATER_STILL).get(listing.get(file));
        }
    }

    private Path plugin() throws IOException {
        try (Stream<Path> plugins = Files.list(user.resolve("plugins"))) {
            return plugins.reduce((one, other) -> {
                        throw new IllegalStateException("two plugins: " + one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private void model(String name, String weights) throws IOException {
        Path model = Files.createDirectories(models.resolve(name));
        Files.writeString(model.resolve("generator.onnx"), weights);
        Files.writeString(model.resolve("README.md"), "The card of " + name);
    }

    private void deleteModel(String name) throws IOException {
        Files.delete(models.resolve(name).resolve("generator.onnx"));
        Files.delete(models.resolve(name).resolve("README.md"));
        Files.delete(models.resolve(name));
    }

    private void newVersion(String old, String name) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jars.resolve(name)))) {
            copyEntries(jars.resolve(old), out);
            out.putNextEntry(new ZipEntry("what makes " + name + " differ"));
        }
        Files.delete(jars.resolve(old));
    }

    private static void copyWithSmallNatives(Path from, Path to) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            copyEntries(from, out);
        }
    }

    private static void copyEntries(Path from, ZipOutputStream out) throws IOException {
        try (ZipFile zip = new ZipFile(from.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().startsWith("ai/onnxruntime/native/") && !entry.isDirectory()) {
                    out.write(("stands for " + entry.getName()).getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }
}

package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.e2e.SiteListing.Entry;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built update site, seen by a client that knows nothing but the description of the format. */
class PublishedSiteTest {
    private static final int JAVA_8 = 52;

    @TempDir
    private Path folder;

    private HttpFolder site;
    private SiteListing listing;

    @BeforeEach
    void serve() throws IOException {
        site = new HttpFolder(BuiltSite.folder());
        listing = client("linux64").listing();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private SiteClient client(String platform) {
        return new SiteClient(site.address(), platform, folder);
    }

    @Test
    void everySizeAndChecksumIsRight() throws IOException {
        assertThat(listing.offered()).hasSizeGreaterThan(7);
        for (String name : listing.offered()) {
            Entry entry = listing.get(name);
            Path stored = BuiltSite.folder().resolve(entry.storedAs());

            assertThat(stored).hasSize(entry.current().size());
            assertThat(SiteFileChecksum.of(name, stored))
                    .as(name)
                    .isEqualTo(entry.current().checksum());
        }
    }

    @Test
    void everyFileOfTheSiteIsListedOnceAndNothingElse() throws IOException {
        List<String> promised = listing.entries().stream().map(Entry::storedAs).collect(Collectors.toList());
        promised.add("db.xml.gz");

        assertThat(files(BuiltSite.folder())).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(listing.entries().stream().map(Entry::key)).doesNotHaveDuplicates();
        // The updater escapes spaces and nothing else.
        assertThat(promised).allMatch(name -> name.matches("[A-Za-z0-9_./ -]+"));
    }

    @ParameterizedTest
    @CsvSource({
        "linux64, linux-x86_64, 1",
        "linux-arm64, linux-arm64, 1",
        "macosx, macos-arm64, 1",
        "macos-arm64, macos-arm64, 1",
        "win64, windows-x86_64, 2"
    })
    void platformGetsItsNativesOnly(String platform, String natives, int versions) throws IOException {
        Set<String> installed = client(platform).update(0);

        Set<String> expected = listing.offered().stream()
                .filter(name -> !name.contains("-natives-") || name.endsWith("-natives-" + natives + ".jar"))
                .collect(Collectors.toSet());
        assertThat(installed).isEqualTo(expected);
        assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(installed.stream().filter(name -> name.contains("-natives-")))
                .hasSize(versions);
        assertThat(site.requests().stream().filter(name -> name.contains("-natives-")))
                .as("no other natives are even downloaded")
                .hasSize(versions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux32", "win32", "win-arm64"})
    void platformWithoutOnnxRuntimeGetsNoNatives(String platform) throws IOException {
        assertThat(client(platform).update(0)).noneMatch(name -> name.contains("-natives-"));
    }

    @Test
    void namesAreOurOwnSoNoOtherSiteIsShadowed() {
        assertThat(listing.entries().stream().map(Entry::key))
                .allMatch(key -> key.equals("plugins/LatentJ_.jar")
                        || key.matches("jars/latentj-.+\\.jar")
                        || key.startsWith("models/latentj/")
                        || key.startsWith("licenses/LatentJ"))
                .contains("plugins/LatentJ_.jar");
    }

    @Test
    void nothingIsAskedOfOtherSites() {
        for (Entry entry : listing.entries()) {
            assertThat(listing.offered()).containsAll(entry.current().dependencies());
        }
        assertThat(listing.get("plugins/LatentJ_.jar").current().dependencies())
                .as("dependencies are followed on every platform")
                .noneMatch(name -> name.contains("-natives-"));
    }

    @Test
    void zipHoldsTheSameFilesForEveryPlatform() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(BuiltSite.zip().toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(each -> !isForPlainImageJOnly(each)).toList()) {
                names.add(entry.getName());
                Path unpacked = Files.createTempFile(folder, "zip", ".jar");
                Files.write(unpacked, zip.getInputStream(entry).readAllBytes());
                assertThat(SiteFileChecksum.of(entry.getName(), unpacked))
                        .as("the updater knows %s from the zip again", entry.getName())
                        .isEqualTo(listing.get(entry.getName()).current().checksum());
            }
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(listing.offered());
    }

    /** Opens .onnx files by File &gt; Open; Fiji has a class of that name itself. */
    private static boolean isForPlainImageJOnly(ZipEntry entry) {
        return entry.isDirectory() || entry.getName().matches("plugins/LatentJ/HandleExtraFileTypes.*\\.class");
    }

    @Test
    void noJarHidesFijisOwnOpenerOfFiles() throws IOException {
        for (String name : listing.offered()) {
            if (name.endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(
                        BuiltSite.folder().resolve(listing.get(name).storedAs()).toFile())) {
                    assertThat(jar.stream().map(ZipEntry::getName)).noneMatch(entry -> entry.startsWith("HandleExtra"));
                }
            }
        }
    }

    @Test
    void everyClassRunsOnJava8() throws IOException {
        int classes = 0;
        for (String name : listing.offered()) {
            if (name.endsWith(".jar")) {
                classes += checkClasses(
                        BuiltSite.folder().resolve(listing.get(name).storedAs()));
            }
        }
        assertThat(classes).isGreaterThan(100);
        assertThat(checkClasses(BuiltSite.zip()))
                .as("those that lie in the zip beside the jars")
                .isPositive();
    }

    private static int checkClasses(Path jar) throws IOException {
        int classes = 0;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!entry.getName().endsWith(".class") || entry.getName().endsWith("module-info.class")) {
                    continue;
                }
                try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                    assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
                    assertThat(in.readInt() & 0xFFFF).as(entry.getName()).isLessThanOrEqualTo(JAVA_8);
                }
                classes++;
            }
        }
        return classes;
    }

    @Test
    void halfADownloadChangesNothing() throws IOException {
        assertRefused(content -> Arrays.copyOf(content, content.length / 2), "bytes instead of");
    }

    @Test
    void aDamagedDownloadChangesNothing() throws IOException {
        assertRefused(
                content -> {
                    byte[] damaged = content.clone();
                    // More than the header of an entry, of which the updater's checksum leaves the date out.
                    for (int i = damaged.length / 2; i < damaged.length / 2 + 2000; i++) {
                        damaged[i] ^= 0x10;
                    }
                    return damaged;
                },
                "");
    }

    @Test
    void aMissingFileChangesNothing() throws IOException {
        assertRefused(content -> new byte[0], "");
    }

    private void assertRefused(UnaryOperator<byte[]> damage, String message) throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(folder.resolve("plugins").resolve("Mine_.txt"), "the user's own");
        site.damage(listing.get("plugins/LatentJ_.jar").storedAs(), damage);

        assertThatThrownBy(() -> client("linux64").update(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);

        assertThat(files(folder)).containsExactly("plugins/Mine_.txt");
    }

    @Test
    void halfAListingChangesNothing() throws IOException {
        site.damage("db.xml.gz", content -> Arrays.copyOf(content, content.length / 2));

        assertThatThrownBy(() -> client("linux64").update(0)).isInstanceOf(IOException.class);

        assertThat(files(folder)).isEmpty();
    }

    private static List<String> files(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> tree.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}

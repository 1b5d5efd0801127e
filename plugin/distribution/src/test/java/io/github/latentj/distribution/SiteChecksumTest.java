package io.github.latentj.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected values were computed by net.imagej:imagej-updater (source of 2025-11-11) from the same content. */
class SiteChecksumTest {
    private static final String PROPERTIES =
            "#Generated\n#Mon Nov 22\nversion=1\n\n# data after an empty line\na=2\n#\n"
                    + "# data after a lone hash\n##\n#again\n## two\n#dropped\nend=#x\n#last";

    @TempDir
    Path folder;

    @Test
    void agreesWithTheUpdaterOnAJarWithEveryQuirkOfComments() throws IOException {
        Path jar = jar("Manifest-Version: 1.0\nMain-Class: a.B\n", PROPERTIES);

        assertThat(SiteChecksum.of("plugins/t.jar", jar)).isEqualTo("119048fe84a5bfd338dcfc96493ee89e023708c2");
    }

    @Test
    void doesNotChangeWithTheManifestOrADateInTheProperties() throws IOException {
        String one = SiteChecksum.of("jars/a.jar", jar("Manifest-Version: 1.0\n", "#Monday\nversion=1\n"));
        String other = SiteChecksum.of("jars/a.jar", jar("Build-Jdk: 21\n", "#Tuesday\nversion=1\n"));

        assertThat(one).isEqualTo(other);
        assertThat(SiteChecksum.of("jars/a.jar", jar("", "#Monday\nversion=2\n")))
                .isNotEqualTo(one);
    }

    @Test
    void agreesWithTheUpdaterOnAFileThatIsNoJar() throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "weights");

        assertThat(SiteChecksum.of("models/a/model.onnx", model)).isEqualTo("be2fa1664c14d896390f6eecb6ba2dd1c1048422");
    }

    private Path jar(String manifest, String properties) throws IOException {
        Path jar = folder.resolve("t.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            add(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.US_ASCII));
            add(zip, "b/pom.properties", properties.getBytes(StandardCharsets.US_ASCII));
            add(zip, "a/A.class", new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
        }
        return jar;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}

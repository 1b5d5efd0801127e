package io.github.latentj.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateSiteTest {
    private static final long FIRST = 20261122000000L;
    private static final long SECOND = 20270101120000L;

    @TempDir
    Path folder;

    @Test
    void aNewVersionListsThePublishedOneSoThatPeopleWhoHaveItAreOfferedTheUpdate() throws IOException {
        SiteIndex first = site(SiteIndex.empty(), FIRST, file("plugins/LatentJ_-0.1.0.jar.txt", "one"));
        InstalledFile newer = file("plugins/LatentJ_-0.1.0.jar.txt", "two");

        SiteRecord record = site(first, SECOND, newer).records().get(0);

        assertThat(record.current().orElseThrow().timestamp()).isEqualTo(SECOND);
        assertThat(record.previous())
                .containsExactly(new SiteRecord.Previous(
                        "plugins/LatentJ_-0.1.0.jar.txt",
                        first.records().get(0).current().orElseThrow().checksum(),
                        FIRST));
        assertThat(folder.resolve("site/plugins/LatentJ_-0.1.0.jar.txt-" + SECOND))
                .hasContent("two");
    }

    @Test
    void anotherVersionNumberIsTheSameComponent() {
        assertThat(FileIdentity.of("plugins/LatentJ_-0.1.0.jar")).isEqualTo("plugins/LatentJ_.jar");
        assertThat(FileIdentity.of("jars/latentj-onnxruntime-1.28.0-natives-linux-x86_64.jar"))
                .isEqualTo("jars/latentj-onnxruntime-natives-linux-x86_64.jar");
        assertThat(FileIdentity.of("jars/latentj-older-onnxruntime-1.17.3-natives-windows-x86_64.jar"))
                .as("lies beside the newest one")
                .isNotEqualTo(FileIdentity.of("jars/latentj-onnxruntime-1.28.0-natives-windows-x86_64.jar"));
        assertThat(FileIdentity.of("models/latentj/nuclei-1.2/generator.onnx"))
                .isEqualTo("models/latentj/nuclei-1.2/generator.onnx");
    }

    @Test
    void anUnchangedFileKeepsItsTimestamp() throws IOException {
        SiteIndex first = site(SiteIndex.empty(), FIRST, file("models/a.onnx", "same"));

        SiteRecord record =
                site(first, SECOND, file("models/a.onnx", "same")).records().get(0);

        assertThat(record).isEqualTo(first.records().get(0));
        assertThat(folder.resolve("site/models/a.onnx-" + FIRST)).hasContent("same");
    }

    @Test
    void aWithdrawnFileIsListedWithoutAVersionSoThatTheUpdaterRemovesIt() throws IOException {
        SiteIndex first = site(SiteIndex.empty(), FIRST, file("models/a.onnx", "a"), file("models/b.onnx", "b"));

        SiteIndex second = site(first, SECOND, file("models/b.onnx", "b"));

        SiteRecord gone = second.records().get(1);
        assertThat(gone.name()).isEqualTo("models/a.onnx");
        assertThat(gone.current()).isEmpty();
        assertThat(gone.previous()).hasSize(1);
        assertThat(SiteIndexXml.read(folder.resolve("site/db.xml.gz"))).isEqualTo(second);
    }

    @Test
    void aVersionThatIsNotYoungerThanThePublishedOneIsRefused() throws IOException {
        SiteIndex first = site(SiteIndex.empty(), FIRST, file("models/a.onnx", "one"));

        assertThatThrownBy(() -> site(first, FIRST, file("models/a.onnx", "two")))
                .isInstanceOf(DistributionException.class)
                .hasMessageContaining("models/a.onnx")
                .hasMessageContaining("raise project.build.outputTimestamp");
    }

    private SiteIndex site(SiteIndex published, long timestamp, InstalledFile... files) throws IOException {
        return UpdateSite.write(List.of(files), published, timestamp, folder.resolve("site"));
    }

    private InstalledFile file(String name, String content) throws IOException {
        Path path = Files.writeString(Files.createTempFile(folder, "file", ""), content);
        return InstalledFile.forAll(name, path, "test");
    }
}

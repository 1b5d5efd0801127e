package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * ONNX Runtime's jar, cut into its classes and one jar for each platform's natives, so that nobody downloads the natives
 * of others. The parts have a name of their own: another update site's {@code jars/onnxruntime.jar} neither replaces them
 * nor is replaced.
 */
final class RuntimeJar {
    private static final String NATIVES = "ai/onnxruntime/native/";
    private static final String DEBUG_SYMBOLS = ".dSYM/";

    private final Path jar;
    private final String name;

    /** @param jar {@code onnxruntime-VERSION.jar} as on Maven Central */
    RuntimeJar(Path jar) {
        this.jar = jar;
        this.name = "latentj-" + jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    /** Writes the parts into a folder; the classes come first. */
    List<InstalledFile> split(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<InstalledFile> parts = new ArrayList<>();
        Path classes = folder.resolve(name + ".jar");
        copy(classes, entry -> !entry.startsWith(NATIVES));
        parts.add(InstalledFile.forAll("jars/" + classes.getFileName(), classes, "ONNX Runtime, classes (MIT)"));
        for (RuntimePlatform platform : RuntimePlatform.values()) {
            Path natives = folder.resolve(name + "-" + platform.classifier() + ".jar");
            copy(natives, entry -> entry.startsWith(platform.entries()) && !entry.contains(DEBUG_SYMBOLS));
            parts.add(new InstalledFile(
                    "jars/" + natives.getFileName(),
                    natives,
                    "ONNX Runtime, native libraries (MIT)",
                    platform.updaterNames(),
                    List.of()));
        }
        return parts;
    }

    /** Entries keep their compressed bytes and times: the same jar always gives the same parts. */
    private void copy(Path part, Predicate<String> wanted) throws IOException {
        Path unfinished = part.resolveSibling(part.getFileName() + ".part");
        boolean found = false;
        try (ZipFile source = ZipFile.builder().setPath(jar).get();
                ZipArchiveOutputStream target = new ZipArchiveOutputStream(unfinished.toFile())) {
            for (ZipArchiveEntry entry : Collections.list(source.getEntriesInPhysicalOrder())) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    target.addRawArchiveEntry(entry, source.getRawInputStream(entry));
                    found = true;
                }
            }
        }
        if (!found) {
            Files.delete(unfinished);
            throw new IOException(jar + " holds nothing for " + part.getFileName()
                    + ": it is not the ONNX Runtime that this build expects");
        }
        Files.move(unfinished, part, StandardCopyOption.REPLACE_EXISTING);
    }
}

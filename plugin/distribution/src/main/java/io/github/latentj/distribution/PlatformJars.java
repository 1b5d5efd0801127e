package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * ONNX Runtime's jar, once for each platform with the natives of that one alone, so that nobody downloads those of
 * others. The jars have a name of their own: another update site's {@code jars/onnxruntime.jar} neither replaces them nor
 * is replaced.
 */
public final class PlatformJars {
    private static final String NATIVES = "ai/onnxruntime/native/";

    private final Path jar;
    private final Path older;

    /**
     * @param jar {@code onnxruntime-VERSION.jar} as on Maven Central
     * @param older another version of it, for platforms that need it beside the other
     */
    PlatformJars(Path jar, Path older) {
        this.jar = jar;
        this.older = older;
    }

    /** Writes the jars into a folder. */
    List<InstalledFile> write(Path folder) throws IOException {
        EmptyFolder.at(folder);
        List<InstalledFile> jars = new ArrayList<>();
        for (RuntimePlatform platform : RuntimePlatform.values()) {
            jars.add(write(jar, "latentj-", platform, folder));
            if (platform.needsOlderRuntime()) {
                // The updater takes two versions of one name for one file.
                jars.add(write(older, "latentj-older-", platform, folder));
            }
        }
        return jars;
    }

    private static InstalledFile write(Path jar, String prefix, RuntimePlatform platform, Path folder)
            throws IOException {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        Path one = folder.resolve(prefix + name + "-" + platform.classifier() + ".jar");
        copy(jar, platform, one);
        return new InstalledFile(
                "jars/" + one.getFileName(), one, "ONNX Runtime (MIT)", platform.updaterNames(), List.of());
    }

    /**
     * Writes ONNX Runtime's jar with the natives of one platform alone. Entries keep their compressed bytes: the
     * same jar always gives the same jars.
     *
     * @param jar {@code onnxruntime-VERSION.jar} as on Maven Central
     * @throws DistributionException if it has no natives for the platform
     */
    public static void copy(Path jar, RuntimePlatform platform, Path target) throws IOException {
        boolean hasNatives = false;
        long time = LocalDateTime.of(1980, 2, 1, 0, 0)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        try (ZipFile source = ZipFile.builder().setPath(jar).get();
                ZipArchiveOutputStream copy = new ZipArchiveOutputStream(target.toFile())) {
            for (ZipArchiveEntry entry : Collections.list(source.getEntriesInPhysicalOrder())) {
                boolean natives = entry.getName().startsWith(platform.entries());
                boolean foreign = entry.getName().startsWith(NATIVES) && !natives;
                if (!entry.isDirectory() && !foreign && !isForDebuggers(entry.getName())) {
                    // A zip holds the time of day; that of a moment would differ from zone to zone.
                    entry.setTime(time);
                    entry.setExtraFields(new ZipExtraField[0]);
                    copy.addRawArchiveEntry(entry, source.getRawInputStream(entry));
                    hasNatives |= natives;
                }
            }
        }
        if (!hasNatives) {
            throw new DistributionException(
                    jar + " holds nothing in " + platform.entries() + ": that platform can be supported no longer");
        }
    }

    private static boolean isForDebuggers(String name) {
        return name.contains(".dSYM/") || name.endsWith(".pdb");
    }
}

package io.github.latentj.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The updater's checksum: a SHA-1, for jars over the sorted entries with manifest and comments of property files left
 * out, so that a jar built again from the same sources counts as the same; for other files over name and content.
 */
final class SiteChecksum {
    private SiteChecksum() {}

    /** @param name path below the ImageJ folder, with slashes: it takes part for all files but jars */
    static String of(String name, Path content) throws IOException {
        MessageDigest digest = sha1();
        if (name.endsWith(".jar")) {
            addJar(digest, content);
        } else {
            digest.update(name.getBytes(StandardCharsets.US_ASCII));
            try (InputStream bytes = Files.newInputStream(content)) {
                addAll(digest, bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addJar(MessageDigest digest, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
            for (ZipEntry entry : entries) {
                digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
                try (InputStream content = zip.getInputStream(entry)) {
                    if (entry.getName().endsWith(".properties")) {
                        digest.update(withoutComments(content.readAllBytes()));
                    } else if (!entry.getName().equals("META-INF/MANIFEST.MF")) {
                        addAll(digest, content);
                    }
                }
            }
        }
    }

    /**
     * Of a comment only its line end counts. The updater's own filter misses the start of a line after one that is empty
     * or holds nothing but hash signs, so that a comment there counts in full; mending that would change the checksums.
     */
    private static byte[] withoutComments(byte[] properties) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        boolean lineStarts = true;
        int at = 0;
        while (at < properties.length) {
            if (lineStarts && properties[at] == '#') {
                int end = at;
                boolean onlyHashes = true;
                while (end < properties.length && properties[end] != '\n') {
                    onlyHashes &= properties[end++] == '#';
                }
                lineStarts = !onlyHashes;
                at = end;
                if (at < properties.length) {
                    kept.write(properties[at++]);
                }
            } else {
                lineStarts = properties[at] == '\n' && !lineStarts;
                kept.write(properties[at++]);
            }
        }
        return kept.toByteArray();
    }

    private static void addAll(MessageDigest digest, InputStream bytes) throws IOException {
        byte[] block = new byte[1 << 16];
        for (int length = bytes.read(block); length >= 0; length = bytes.read(block)) {
            digest.update(block, 0, length);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}

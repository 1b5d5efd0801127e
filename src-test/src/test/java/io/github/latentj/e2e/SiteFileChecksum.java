package io.github.latentj.e2e;

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

/** The checksum by which ImageJ's updater knows a file again, from its description alone. */
final class SiteFileChecksum {
    private SiteFileChecksum() {}

    /**
     * SHA-1 in lower-case hexadecimal digits: of path and content, but of a jar of its entries, whatever their order
     * and dates.
     *
     * @throws IOException if the file cannot be read, such as half a jar
     */
    static String of(String filename, Path file) throws IOException {
        MessageDigest sha1 = sha1();
        if (filename.endsWith(".jar")) {
            updateWithEntries(sha1, file);
        } else {
            sha1.update(ascii(filename));
            sha1.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(sha1.digest());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static void updateWithEntries(MessageDigest sha1, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> sorted =
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
            for (ZipEntry entry : sorted) {
                sha1.update(ascii(entry.getName()));
                if (entry.getName().equals("META-INF/MANIFEST.MF")) {
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    if (entry.getName().endsWith(".properties")) {
                        updateWithoutComments(sha1, content);
                    } else {
                        sha1.update(content);
                    }
                }
            }
        }
    }

    /** Of a comment only its line end counts; after an empty line or a lone '#', a comment is not seen as one. */
    private static void updateWithoutComments(MessageDigest sha1, byte[] content) {
        boolean commentsAreSeen = true;
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            boolean comment = commentsAreSeen && end > start && content[start] == '#';
            int from = comment ? end : start;
            int next = Math.min(end + 1, content.length);
            sha1.update(content, from, next - from);
            boolean empty = end == start;
            boolean lone = comment && end == start + 1;
            commentsAreSeen = !commentsAreSeen || !(empty || lone);
            start = next;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.github.latentj.trainer.data;

import java.util.Locale;
import java.util.Map;

/** The kinds of files that are read, told by their first bytes. */
enum ImageFormat {
    PNG,
    JPEG,
    TIFF,
    IDX;

    /** Kinds that people keep images in, but that are not read, by their first bytes as Latin-1. */
    private static final Map<String, String> OTHERS = Map.of(
            "GIF8", "GIF",
            "BM", "BMP",
            "RIFF", "WebP",
            "\0\0\0\fjP", "JPEG 2000",
            "P5", "PGM",
            "P6", "PPM",
            "PK\3\4", "a zip inside the folder: name it by itself",
            "\u0089HDF", "HDF5",
            "SIMPLE", "FITS");

    /** ImageIO's name. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UnreadableImageException saying what the file is instead */
    static ImageFormat of(byte[] content) throws UnreadableImageException {
        if (content.length == 0) {
            throw new UnreadableImageException("empty file");
        }
        if (startsWith(content, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (startsWith(content, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        for (String magic : new String[] {"II*\0", "MM\0*", "II+\0", "MM\0+"}) {
            if (startsWith(content, magic)) {
                return TIFF;
            }
        }
        if (IdxFile.isIdx(content)) {
            return IDX;
        }
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (startsWith(content, other.getKey())) {
                throw new UnreadableImageException(other.getValue() + ", not PNG, JPEG or TIFF");
            }
        }
        throw new UnreadableImageException("not PNG, JPEG or TIFF");
    }

    private static boolean startsWith(byte[] content, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (i >= content.length || (content[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

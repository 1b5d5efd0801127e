package io.github.latentj.trainer.data;

import java.io.IOException;

/** One file of a set of images, in a folder or a zip; it can be read again as long as it is there. */
interface InputFile {
    /** Relative to the set, with {@code /} between folders. */
    String name();

    /** Where it lies, for a person. */
    String place();

    /** @throws UnreadableImageException if it is too large to be an image */
    byte[] content() throws IOException, UnreadableImageException;

    /** What kept it from being read, in a few words. */
    static String reason(IOException failure) {
        return "cannot be read (" + failure.getClass().getSimpleName().replace("Exception", "") + ")";
    }
}

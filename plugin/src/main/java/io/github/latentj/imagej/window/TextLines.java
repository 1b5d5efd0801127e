package io.github.latentj.imagej.window;

/** Text for windows that break no lines. */
public final class TextLines {
    private TextLines() {}

    /** Such as {@code 1 image} and {@code 2 images}. */
    public static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** The text in lines of at most so many characters, broken between words; a longer word has a line of its own. */
    public static String wrapped(String text, int most) {
        return text.replaceAll("(.{1," + most + "})(\\s+|$)", "$1\n").trim();
    }
}

package io.github.latentj.imagej;

/** Text for windows that break no lines. */
final class TextLines {
    private TextLines() {}

    /** The text in lines of at most so many characters, broken between words; a longer word has a line of its own. */
    static String wrapped(String text, int most) {
        return text.replaceAll("(.{1," + most + "})(\\s+|$)", "$1\n").trim();
    }
}

package io.github.latentj.inference.file;

/** Makes text from an untrusted file fit for one line of a message. */
public final class Shown {
    private static final int LONGEST = 60;
    private static final int LONGEST_LINE = 300;

    private Shown() {}

    /** What an untrusted file says, shortened, and plain ASCII, fit for a message. */
    public static String text(String text) {
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** The first line of a library's message, without what cannot be shown. */
    public static String line(String text) {
        String first = text.split("\\R", 2)[0];
        String head = first.length() > LONGEST_LINE ? first.substring(0, LONGEST_LINE) + "..." : first;
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}

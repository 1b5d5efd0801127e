package io.github.latentj.contract;

/** Makes text from an untrusted file fit to be shown in one line of an error message. */
final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    static String shortened(String text) {
        if (text == null) {
            return "";
        }
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}

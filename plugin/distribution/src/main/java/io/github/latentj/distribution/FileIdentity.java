package io.github.latentj.distribution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The updater's rule for what is a version in a jar's name; only names of jars hold versions. */
final class FileIdentity {
    private static final Pattern VERSIONED_JAR =
            Pattern.compile("(.+?)-\\d+(?:\\.\\d+)+(-(?:natives-)?(?:linux|macos|windows)-(?:arm64|x86_64))?\\.jar");

    private FileIdentity() {}

    static String of(String name) {
        Matcher matcher = VERSIONED_JAR.matcher(name);
        if (!matcher.matches()) {
            return name;
        }
        return matcher.group(1) + (matcher.group(2) == null ? "" : matcher.group(2)) + ".jar";
    }
}

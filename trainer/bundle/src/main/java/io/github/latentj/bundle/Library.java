package io.github.latentj.bundle;

import io.github.latentj.distribution.DistributionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar that LatentJ brings, by its Maven coordinates.
 *
 * @param classifier the platform, or empty
 * @param licence its SPDX identifier
 */
record Library(Path jar, String group, String artifact, String version, String classifier, String licence) {
    private static final String KNOWN = "libraries.txt";
    private static final Pattern VERSION =
            Pattern.compile("(\\d.*?)(?:-((?:natives-)?(?:linux|osx|macos|win|windows)-\\w+))?\\.jar");

    /** @throws DistributionException if {@code libraries.txt} does not tell its licence: somebody must read it first */
    static Library of(Path jar) throws IOException {
        String file = jar.getFileName().toString();
        for (String line : new String(BundleZip.resource(KNOWN), StandardCharsets.UTF_8).split("\n")) {
            String[] known = line.trim().split(" +");
            if (known.length == 4 && file.startsWith(known[0] + "-")) {
                Matcher version = VERSION.matcher(file.substring(known[0].length() + 1));
                if (version.matches()) {
                    String classifier = version.group(2) == null ? "" : version.group(2);
                    return new Library(jar, known[1], known[2], version.group(1), classifier, known[3]);
                }
            }
        }
        throw new DistributionException(file + " is not in " + KNOWN + ": read its licence and add it there");
    }

    /** The package URL, as bills of materials name a file of Maven Central. */
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version + "?"
                + (classifier.isEmpty() ? "" : "classifier=" + classifier + "&") + "type=jar";
    }
}

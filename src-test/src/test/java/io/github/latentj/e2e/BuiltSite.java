package io.github.latentj.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made for users. */
final class BuiltSite {
    private static final Path TARGET = Path.of(System.getProperty("latentj.root"), "plugin", "distribution", "target");

    private BuiltSite() {}

    /** The update site, as it would be copied to a web server. */
    static Path folder() {
        return existing(TARGET.resolve("update-site"));
    }

    static Path zip() {
        return existing(TARGET.resolve("latentj-imagej.zip"));
    }

    /** The jars that both were made of. */
    static Path jars() {
        return existing(TARGET.resolve("jars"));
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("there is no " + path + ": run 'mvn verify', which makes it");
        }
        return path;
    }
}

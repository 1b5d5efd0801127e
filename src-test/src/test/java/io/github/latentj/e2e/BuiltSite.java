package io.github.latentj.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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

    /** ONNX Runtime as on Maven Central, in the version for systems where the newest does not load. */
    static Path olderRuntime() throws IOException {
        Path place = existing(Path.of(System.getProperty("latentj.root"), "plugin", "target", "older"));
        try (Stream<Path> files = Files.list(place)) {
            return files.reduce((one, other) -> {
                        throw new IllegalStateException(place + " holds more than one file: run 'mvn clean'");
                    })
                    .orElseThrow();
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("there is no " + path + ": run 'mvn verify', which makes it");
        }
        return path;
    }
}

package io.github.latentj.distribution;

import java.nio.file.Path;
import java.util.List;

/**
 * A file of the user's ImageJ folder.
 *
 * @param name path below the ImageJ folder, with slashes
 * @param content where its bytes lie now
 * @param platforms names of the updater's platforms that need it; empty for all
 * @param dependencies names of other files that it does not work without
 */
record InstalledFile(String name, Path content, String description, List<String> platforms, List<String> dependencies) {
    InstalledFile {
        platforms = List.copyOf(platforms);
        dependencies = List.copyOf(dependencies);
    }

    static InstalledFile forAll(String name, Path content, String description) {
        return new InstalledFile(name, content, description, List.of(), List.of());
    }

    InstalledFile needing(List<String> others) {
        return new InstalledFile(name, content, description, platforms, others);
    }
}

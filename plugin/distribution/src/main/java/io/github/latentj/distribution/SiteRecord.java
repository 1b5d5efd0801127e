package io.github.latentj.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One file in a site's index.
 *
 * @param name path below the ImageJ folder, its version included
 * @param current empty for a file that the site has withdrawn: the updater then removes it
 * @param previous every version ever published, so that people who have one are offered the current one
 */
record SiteRecord(
        String name,
        List<String> platforms,
        String description,
        List<String> dependencies,
        Optional<Version> current,
        List<Previous> previous) {

    SiteRecord {
        platforms = List.copyOf(platforms);
        dependencies = List.copyOf(dependencies);
        previous = List.copyOf(previous);
    }

    /** @param timestamp 14 digits, year to second; also the ending of the stored file's name */
    record Version(String checksum, long timestamp, long size) {}

    /** @param name of the file in that version */
    record Previous(String name, String checksum, long timestamp) {}

    /**
     * What makes two names the same component for the updater: the name of a jar without its version; a classifier stays.
     */
    String identity() {
        return FileIdentity.of(name);
    }

    /** The record of a file at its first publication. */
    static SiteRecord first(InstalledFile file, Version version) {
        return new SiteRecord(
                file.name(),
                file.platforms(),
                file.description(),
                file.dependencies(),
                Optional.of(version),
                List.of());
    }

    /**
     * This file's next publication.
     *
     * @throws DistributionException if the new version is not younger than all published ones: no updater would offer it
     */
    SiteRecord next(InstalledFile file, Version version) {
        boolean unchanged = name.equals(file.name())
                && current.map(Version::checksum)
                        .filter(version.checksum()::equals)
                        .isPresent();
        Version kept = unchanged ? current.orElseThrow() : version;
        List<Previous> history = unchanged ? previous : history();
        for (Previous old : history) {
            if (old.timestamp() >= kept.timestamp()) {
                throw new DistributionException(
                        file.name() + " of " + kept.timestamp() + " is not newer than the published "
                                + old.name() + " of " + old.timestamp()
                                + ": raise project.build.outputTimestamp in pom.xml");
            }
        }
        return new SiteRecord(
                file.name(), file.platforms(), file.description(), file.dependencies(), Optional.of(kept), history);
    }

    /** The record of a file that the site holds no longer. */
    SiteRecord withdrawn() {
        return new SiteRecord(name, platforms, "", List.of(), Optional.empty(), history());
    }

    private List<Previous> history() {
        List<Previous> all = new ArrayList<>();
        current.ifPresent(version -> all.add(new Previous(name, version.checksum(), version.timestamp())));
        previous.stream()
                .filter(old -> all.stream().noneMatch(one -> sameContent(one, old)))
                .forEach(all::add);
        return all;
    }

    private static boolean sameContent(Previous one, Previous other) {
        return Objects.equals(one.checksum(), other.checksum()) && one.name().equals(other.name());
    }
}

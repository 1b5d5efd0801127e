package io.github.latentj.e2e;

import io.github.latentj.e2e.SiteListing.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Installs from a Fiji update site as {@code ImageJ --update update} does: knows the states of files, follows
 * dependencies (on whatever platform: the real one does so, too), and changes the folder only when every download has
 * the promised size and checksum. Written from the description of the format alone.
 */
final class SiteClient {
    enum State {
        /** Never seen before: installed by itself. */
        NEW,
        /** For another platform, or taken for declined because it is not newer than the last look at the site. */
        NOT_INSTALLED,
        INSTALLED,
        /** A version that the site once had: replaced by itself. */
        UPDATEABLE,
        /** Unknown to the site: the user's, never touched. */
        MODIFIED,
        /** Withdrawn by the site: deleted by itself. */
        OBSOLETE
    }

    private static final Map<String, Set<String>> GROUPS = Map.of(
            "linuxx", Set.of("linux32", "linux64", "linux-arm64"),
            "macosx", Set.of("macos64", "macos-arm64"),
            "winx", Set.of("win32", "win64", "win-arm64"));

    private final URI site;
    private final String platform;
    private final Path folder;

    /** @param site ends with a slash */
    SiteClient(URI site, String platform, Path folder) {
        this.site = site;
        this.platform = platform;
        this.folder = folder;
    }

    SiteListing listing() throws IOException {
        try (InputStream in = site.resolve("db.xml.gz").toURL().openStream()) {
            return SiteListing.read(in.readAllBytes());
        }
    }

    /**
     * Installs what is new, replaces what is outdated, deletes what is withdrawn.
     *
     * @param lastSeen timestamp of the site when this client last looked; 0 for a site just added
     * @return the names of the files downloaded
     * @throws IOException if any download is not what was promised; then the folder is as it was
     */
    Set<String> update(long lastSeen) throws IOException {
        SiteListing listing = listing();
        Map<Entry, State> states = states(listing, lastSeen);
        Set<Entry> wanted = wanted(listing, states);
        Path staged = Files.createTempDirectory(folder, "update");
        try {
            for (Entry entry : wanted) {
                download(entry, staged.resolve(entry.filename()));
            }
            Map<String, Path> local = localFiles();
            for (Entry entry : wanted) {
                replace(local.get(entry.key()), staged.resolve(entry.filename()), folder.resolve(entry.filename()));
            }
            for (Map.Entry<Entry, State> each : states.entrySet()) {
                if (each.getValue() == State.OBSOLETE) {
                    Files.delete(local.get(each.getKey().key()));
                }
            }
        } finally {
            deleteAll(staged);
        }
        Set<String> names = new LinkedHashSet<>();
        wanted.forEach(each -> names.add(each.filename()));
        return names;
    }

    /** The state of every file that the site lists. */
    Map<Entry, State> states(SiteListing listing, long lastSeen) throws IOException {
        Map<String, Path> local = localFiles();
        Map<Entry, State> states = new HashMap<>();
        for (Entry entry : listing.entries()) {
            states.put(entry, state(entry, local.get(entry.key()), lastSeen));
        }
        return states;
    }

    private State state(Entry entry, Path installed, long lastSeen) throws IOException {
        if (installed == null) {
            boolean isNew = entry.current() != null && isForThisPlatform(entry) && entry.oldestTimestamp() > lastSeen;
            return isNew ? State.NEW : State.NOT_INSTALLED;
        }
        String checksum = SiteFileChecksum.of(nameOf(installed), installed);
        if (entry.current() != null && checksum.equals(entry.current().checksum())) {
            return State.INSTALLED;
        }
        boolean published =
                entry.previous().stream().anyMatch(each -> each.checksum().equals(checksum));
        if (!published) {
            return State.MODIFIED;
        }
        return entry.current() == null ? State.OBSOLETE : State.UPDATEABLE;
    }

    private boolean isForThisPlatform(Entry entry) {
        return entry.platforms().isEmpty() || entry.platforms().stream().anyMatch(this::isActive);
    }

    private boolean isActive(String name) {
        return name.equals(platform)
                || GROUPS.getOrDefault(name, Set.of()).contains(platform)
                || Files.isDirectory(folder.resolve("jars").resolve(name))
                || Files.isDirectory(folder.resolve("lib").resolve(name));
    }

    private static Set<Entry> wanted(SiteListing listing, Map<Entry, State> states) {
        Set<Entry> wanted = new LinkedHashSet<>();
        Deque<Entry> needy = new ArrayDeque<>();
        for (Entry entry : listing.entries()) {
            switch (states.get(entry)) {
                case NEW, UPDATEABLE -> {
                    wanted.add(entry);
                    needy.add(entry);
                }
                case INSTALLED -> needy.add(entry);
                default -> {}
            }
        }
        while (!needy.isEmpty()) {
            for (String dependency : needy.remove().current().dependencies()) {
                Entry entry = listing.get(dependency);
                if (states.get(entry) == State.NOT_INSTALLED && wanted.add(entry)) {
                    needy.add(entry);
                }
            }
        }
        return wanted;
    }

    private void download(Entry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        URI address = URI.create(site + entry.storedAs().replace(" ", "%20"));
        try (InputStream in = address.toURL().openStream()) {
            Files.copy(in, target);
        }
        long size = Files.size(target);
        if (size != entry.current().size()) {
            throw new IOException(entry.filename() + " has " + size + " bytes instead of "
                    + entry.current().size());
        }
        if (!SiteFileChecksum.of(entry.filename(), target)
                .equals(entry.current().checksum())) {
            throw new IOException(entry.filename() + " has not the checksum that the site promises");
        }
    }

    private static void replace(Path old, Path staged, Path target) throws IOException {
        if (old != null) {
            Files.delete(old);
        }
        Files.createDirectories(target.getParent());
        Files.move(staged, target);
    }

    /** The files of the folder by the name without version. */
    private Map<String, Path> localFiles() throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> files.put(SiteListing.key(nameOf(file)), file));
        }
        return files;
    }

    private String nameOf(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static void deleteAll(Path tree) throws IOException {
        List<Path> parents = new ArrayList<>();
        try (Stream<Path> all = Files.walk(tree)) {
            all.forEach(parents::add);
        }
        for (int i = parents.size() - 1; i >= 0; i--) {
            Files.delete(parents.get(i));
        }
    }
}

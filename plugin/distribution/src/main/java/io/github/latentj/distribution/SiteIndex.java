package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a site offers or has offered. */
record SiteIndex(List<SiteRecord> records) {
    SiteIndex {
        records = List.copyOf(records);
    }

    static SiteIndex empty() {
        return new SiteIndex(List.of());
    }

    /**
     * The index after publishing these files in place of this index's.
     *
     * @param timestamp 14 digits, year to second, of whatever is new
     */
    SiteIndex publishing(List<InstalledFile> files, long timestamp) throws IOException {
        Map<String, SiteRecord> published = new LinkedHashMap<>();
        records.forEach(record -> published.put(record.identity(), record));
        List<SiteRecord> next = new ArrayList<>();
        for (InstalledFile file : files) {
            SiteRecord.Version version = new SiteRecord.Version(
                    SiteChecksum.of(file.name(), file.content()), timestamp, Files.size(file.content()));
            SiteRecord known = published.remove(FileIdentity.of(file.name()));
            next.add(known == null ? SiteRecord.first(file, version) : known.next(file, version));
        }
        published.values().forEach(gone -> next.add(gone.withdrawn()));
        return new SiteIndex(next);
    }
}

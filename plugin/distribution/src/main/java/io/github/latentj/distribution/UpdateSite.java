package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A folder to copy to a web server: the index, and every current file under its path, timestamp appended. */
final class UpdateSite {
    private UpdateSite() {}

    /**
     * @param published the site's index as it is on the web now
     * @param timestamp 14 digits, year to second, of whatever is new
     * @param folder emptied first
     */
    static SiteIndex write(List<InstalledFile> files, SiteIndex published, long timestamp, Path folder)
            throws IOException {
        SiteIndex index = published.publishing(files, timestamp);
        Map<String, InstalledFile> byName =
                files.stream().collect(Collectors.toMap(InstalledFile::name, Function.identity()));
        EmptyFolder.at(folder);
        for (SiteRecord record : index.records()) {
            if (record.current().isPresent()) {
                Path stored = folder.resolve(
                        record.name() + "-" + record.current().get().timestamp());
                Files.createDirectories(stored.getParent());
                Files.copy(byName.get(record.name()).content(), stored, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.write(folder.resolve("db.xml.gz"), SiteIndexXml.write(index));
        return index;
    }
}

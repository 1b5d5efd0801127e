package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code latentj-imagej.zip}, to unpack into the folder of plain ImageJ, and {@code update-site}, to copy to a web
 * server. Everything in them comes from the build; two builds of the same sources write the same bytes.
 */
public final class Distribution {
    private static final DateTimeFormatter SITE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private Distribution() {}

    /**
     * @param arguments folder of jars, folder of models, licence, index of the published site (which need not exist),
     *     time of the release in ISO form, output folder, folder of the plugin's classes, an older
     *     ONNX Runtime
     */
    public static void main(String[] arguments) throws IOException {
        Path published = Path.of(arguments[3]);
        Instant released = Instant.parse(arguments[4]);
        Path output = Path.of(arguments[5]);
        List<InstalledFile> files = new ImageJFiles(
                        Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[7]))
                .list(output.resolve("runtime"));
        List<InstalledFile> zipped = new ArrayList<>(files);
        zipped.addAll(ImageJFiles.openers(Path.of(arguments[6])));
        ImageJZip.write(
                zipped, LocalDateTime.ofInstant(released, ZoneOffset.UTC), output.resolve("latentj-imagej.zip"));
        UpdateSite.write(
                files,
                Files.exists(published) ? SiteIndexXml.read(published) : SiteIndex.empty(),
                Long.parseLong(SITE_TIME.format(released)),
                output.resolve("update-site"));
    }
}

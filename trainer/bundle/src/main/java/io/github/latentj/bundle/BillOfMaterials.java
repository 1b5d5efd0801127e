package io.github.latentj.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people download is made of: coordinates, licence and SHA-256 of every jar, in the form of CycloneDX 1.6. It has
 * neither a time nor a serial number, so the same jars give the same bill. CycloneDX's own Maven plugin is not used: it
 * refuses to run in an offline build, and takes "The BSD License" for a licence that none of our libraries has.
 */
final class BillOfMaterials {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Map<String, Object> application;
    private final List<Library> libraries;

    /**
     * @param name of what is described, LatentJ's own artifact
     * @param file the jar or zip of that name
     * @param jars the libraries in it
     */
    BillOfMaterials(String name, String version, Path file, List<Path> jars) throws IOException {
        this.application = component("application", "io.github.latentj", name, version, "BSD-2-Clause", file);
        String purl = "pkg:maven/io.github.latentj/" + name + "@" + version;
        application.put("purl", purl);
        application.put("bom-ref", purl);
        this.libraries = new ArrayList<>();
        for (Path jar : jars) {
            libraries.add(Library.of(jar));
        }
    }

    byte[] json() throws IOException {
        List<Object> components = new ArrayList<>();
        for (Library library : libraries) {
            Map<String, Object> component = component(
                    "library",
                    library.group(),
                    library.artifact(),
                    library.version(),
                    library.licence(),
                    library.jar());
            component.put("purl", library.purl());
            component.put("bom-ref", library.purl());
            components.add(component);
        }
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("version", 1);
        bill.put("metadata", Map.of("component", application));
        bill.put("components", components);
        return (GSON.toJson(bill) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The libraries with their licences as a plain text, and {@code natives}, what is linked into them, at its end. */
    byte[] licences(byte[] natives) {
        StringBuilder text = new StringBuilder("The libraries that LatentJ's trainer brings, and their licences.\n\n");
        for (Library library : libraries) {
            text.append(String.format("%-28s %-14s %s\n", library.artifact(), library.version(), library.licence()));
        }
        return (text + "\n" + new String(natives, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> component(
            String type, String group, String name, String version, String licence, Path file) throws IOException {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("group", group);
        component.put("name", name);
        component.put("version", version);
        component.put("hashes", List.of(hash(file)));
        component.put("licenses", List.of(Map.of("license", Map.of("id", licence))));
        return component;
    }

    private static Map<String, String> hash(Path file) throws IOException {
        Map<String, String> hash = new LinkedHashMap<>();
        hash.put("alg", "SHA-256");
        hash.put("content", sha256(file));
        return hash;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream content =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

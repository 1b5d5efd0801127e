package io.github.latentj.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.latentj.distribution.DistributionException;
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
import java.util.List;
import java.util.Map;

/** What a bundle is made of, in the form of CycloneDX 1.6, as the Maven plugin writes it for the trainer. Immutable. */
final class BillOfMaterials {
    /**
     * Projects whose POM says "The BSD License", which the plugin takes for the clause that none of them has; their licence
     * files have three clauses.
     */
    private static final Map<String, String> KNOWN_BETTER = Map.of(
            "de.bwaldvogel", "BSD-3-Clause",
            "com.twelvemonkeys.imageio", "BSD-3-Clause",
            "com.twelvemonkeys.common", "BSD-3-Clause");

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final JsonObject bill;

    private BillOfMaterials(JsonObject bill) {
        this.bill = bill;
    }

    static BillOfMaterials read(Path file) throws IOException {
        JsonObject bill = GSON.fromJson(Files.readString(file), JsonObject.class);
        for (JsonElement each : bill.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            String known = KNOWN_BETTER.get(text(component, "group"));
            if (known != null) {
                JsonObject licence = new JsonObject();
                licence.addProperty("id", known);
                JsonObject choice = new JsonObject();
                choice.add("license", licence);
                JsonArray licences = new JsonArray();
                licences.add(choice);
                component.add("licenses", licences);
            }
        }
        return new BillOfMaterials(bill);
    }

    /** The same with the natives of another platform than that of the build. */
    BillOfMaterials forPlatform(String built, String platform) {
        String json = GSON.toJson(bill).replace("classifier=" + built + "&", "classifier=" + platform + "&");
        return new BillOfMaterials(GSON.fromJson(json, JsonObject.class));
    }

    /**
     * The same with the checksums of the very files of a bundle: ONNX Runtime's jar is smaller there than on Maven Central.
     *
     * @throws DistributionException if a jar is not in the bill, or a component has no jar
     */
    BillOfMaterials withChecksums(Path application, List<Path> jars) throws IOException {
        JsonObject checked = bill.deepCopy();
        setChecksum(checked.getAsJsonObject("metadata").getAsJsonObject("component"), application);
        List<Path> left = new ArrayList<>(jars);
        for (JsonElement each : checked.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            Path jar = left.stream()
                    .filter(file -> file.getFileName().toString().equals(fileName(component)))
                    .findFirst()
                    .orElseThrow(() -> new DistributionException(
                            text(component, "purl") + " is a dependency of the trainer, but not in its lib folder"));
            left.remove(jar);
            setChecksum(component, jar);
        }
        if (!left.isEmpty()) {
            throw new DistributionException("the bill of materials does not know " + left);
        }
        return new BillOfMaterials(checked);
    }

    byte[] json() {
        return (GSON.toJson(bill) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The components with their licences as a plain text, and {@code natives}, which no POM tells, at its end. */
    byte[] licences(byte[] natives) {
        StringBuilder text = new StringBuilder("The libraries that LatentJ's trainer brings, and their licences.\n\n");
        for (JsonElement each : bill.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            text.append(String.format(
                    "%-28s %-14s %s%n",
                    text(component, "name"), text(component, "version"), String.join(" or ", licencesOf(component))));
        }
        return (text.toString().replace("\r\n", "\n") + "\n" + new String(natives, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> licencesOf(JsonObject component) {
        List<String> names = new ArrayList<>();
        for (JsonElement choice : component.getAsJsonArray("licenses")) {
            JsonObject licence = choice.getAsJsonObject().getAsJsonObject("license");
            names.add(licence.has("id") ? text(licence, "id") : text(licence, "name"));
        }
        return names;
    }

    private static String fileName(JsonObject component) {
        String purl = text(component, "purl");
        int at = purl.indexOf("classifier=");
        String classifier =
                at < 0 ? "" : "-" + purl.substring(at + "classifier=".length()).split("&")[0];
        return text(component, "name") + "-" + text(component, "version") + classifier + ".jar";
    }

    private static void setChecksum(JsonObject component, Path file) throws IOException {
        JsonObject hash = new JsonObject();
        hash.addProperty("alg", "SHA-256");
        hash.addProperty("content", sha256(file));
        JsonArray hashes = new JsonArray();
        hashes.add(hash);
        component.add("hashes", hashes);
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

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }
}

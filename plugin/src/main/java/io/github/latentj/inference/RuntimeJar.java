package io.github.latentj.inference;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A jar with ONNX Runtime: its version and the platforms it has native libraries for. Immutable. */
final class RuntimeJar {
    /** The version that LatentJ is tested with. */
    static final String VERSION = "1.28.0";

    private static final String MARK = "ai/onnxruntime/OrtEnvironment.class";
    /** The folder of the native libraries, one folder inside for each platform. */
    static final String NATIVE = "ai/onnxruntime/native/";

    private final Path path;
    private final String version;
    private final Set<String> platforms;

    private RuntimeJar(Path path, String version, Set<String> platforms) {
        this.path = path;
        this.version = version;
        this.platforms = platforms;
    }

    /**
     * The jar to use of those that this program sees: another plugin may have brought another version.
     *
     * @throws RuntimeUnavailableException if there is none of the right version
     */
    static RuntimeJar find() {
        List<RuntimeJar> jars = visible();
        return jars.stream()
                .filter(jar -> jar.version.equals(VERSION))
                .findFirst()
                .orElseThrow(() -> new RuntimeUnavailableException(
                        "ONNX Runtime could not be started: "
                                + (jars.isEmpty()
                                        ? "its library is missing"
                                        : "LatentJ needs version " + VERSION + " beside " + jars)
                                + ". Put the onnxruntime jar into the jars folder",
                        null));
    }

    /** All jars with ONNX Runtime, in the order of the class path. */
    static List<RuntimeJar> visible() {
        List<RuntimeJar> jars = new ArrayList<>();
        try {
            for (URL url : Collections.list(RuntimeJar.class.getClassLoader().getResources(MARK))) {
                String place = url.toString();
                if (place.startsWith("jar:file:")) {
                    Path path = Paths.get(new URI(place.substring("jar:".length(), place.indexOf("!/"))));
                    jars.add(of(path));
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new RuntimeUnavailableException(
                    "ONNX Runtime could not be started: its jar cannot be read (" + unreadable.getMessage() + ")",
                    unreadable);
        }
        return jars;
    }

    static RuntimeJar of(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            Set<String> platforms = new TreeSet<>();
            jar.stream().map(java.util.zip.ZipEntry::getName).forEach(name -> {
                int end = name.indexOf('/', NATIVE.length());
                if (name.startsWith(NATIVE) && end > 0) {
                    platforms.add(name.substring(NATIVE.length(), end));
                }
            });
            return new RuntimeJar(path, version == null ? "unknown" : version, platforms);
        }
    }

    Path path() {
        return path;
    }

    String version() {
        return version;
    }

    /** Such as {@code linux-x64}. */
    Set<String> platforms() {
        return Collections.unmodifiableSet(platforms);
    }

    /** @throws RuntimeUnavailableException if the jar has no library for such a machine */
    void requirePlatform(String osName, String osArch) {
        if (!platforms.contains(platform(osName, osArch))) {
            throw new RuntimeUnavailableException(
                    "ONNX Runtime could not be started: it has no library for " + osName + " on " + osArch
                            + ", only for " + String.join(", ", platforms)
                            + (osName.startsWith("Mac")
                                    ? ". On a Mac with Apple silicon, use the ImageJ or Fiji made for it"
                                    : ""),
                    null);
        }
    }

    /** Such as {@code linux-x64}. */
    static String platform(String osName, String osArch) {
        String os = osName.startsWith("Mac") ? "osx" : osName.startsWith("Windows") ? "win" : "linux";
        boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
        return os + "-" + (x64 ? "x64" : osArch);
    }

    /** Such as {@code onnxruntime-1.28.0.jar}, with the version if the name does not tell it. */
    @Override
    public String toString() {
        String name = new File(path.toString()).getName();
        return name.contains(version) ? name : name + " (" + version + ")";
    }
}

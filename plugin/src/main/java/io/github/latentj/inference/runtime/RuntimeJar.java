package io.github.latentj.inference.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar with ONNX Runtime, or with a part of it: its classes, or its native libraries for one platform. Immutable.
 */
final class RuntimeJar {
    /** The version that LatentJ is tested with. */
    static final String VERSION = "1.28.0";

    /**
     * Runs where {@link #VERSION} does not load: that one needs a newer C++ runtime than many a Java for Windows brings,
     * and a part of it (msvcp140_1.dll) that none brings.
     */
    static final String OLDER_VERSION = "1.17.3";

    /** The folder of the native libraries, one folder inside for each platform. */
    static final String NATIVE = "ai/onnxruntime/native/";

    private static final List<String> PLATFORMS =
            Collections.unmodifiableList(Arrays.asList("linux-aarch64", "linux-x64", "osx-aarch64", "win-x64"));
    private static final String CLASSES = "ai/onnxruntime/OrtEnvironment.class";
    private static final String FAILED = "ONNX Runtime could not be started: ";

    private final Path path;
    private final String version;

    private RuntimeJar(Path path, String version) {
        this.path = path;
        this.version = version;
    }

    /** Reads the version of a jar from its manifest; a part without one tells it by its name. */
    static RuntimeJar of(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            boolean named = path.getFileName().toString().contains(VERSION);
            return new RuntimeJar(path, version != null ? version : named ? VERSION : "unknown");
        }
    }

    /**
     * The jars to use of those that this program sees, which may hold another version that another plugin brought.
     *
     * @param version {@link #VERSION} or {@link #OLDER_VERSION}
     * @param natives false if the native libraries come from elsewhere
     * @throws RuntimeUnavailableException if a part of that version is missing, or there is none for this machine
     */
    static Set<Path> classPath(String version, boolean natives) {
        Set<Path> parts = new LinkedHashSet<>();
        parts.add(part(CLASSES, version, "its library is missing").path);
        if (natives) {
            parts.add(nativePart(version, System.getProperty("os.name"), System.getProperty("os.arch")).path);
        }
        return parts;
    }

    /** Whether there is {@link #OLDER_VERSION} as well; LatentJ comes with it on Windows. */
    static boolean isOlderVersionThere() {
        return visible(CLASSES).stream().anyMatch(jar -> jar.version.equals(OLDER_VERSION));
    }

    private static RuntimeJar nativePart(String version, String osName, String osArch) {
        String platform = platform(osName, osArch);
        if (!PLATFORMS.contains(platform)) {
            throw new RuntimeUnavailableException(
                    FAILED + "it has no library for " + osName + " on " + osArch + ", only for "
                            + String.join(", ", PLATFORMS)
                            + (osName.startsWith("Mac")
                                    ? ". On a Mac with Apple silicon, use the ImageJ or Fiji made for it"
                                    : ""),
                    null);
        }
        String library = NATIVE + platform + "/" + System.mapLibraryName("onnxruntime4j_jni");
        return part(library, version, "its library for " + platform + " is missing");
    }

    private static RuntimeJar part(String entry, String version, String missing) {
        List<RuntimeJar> jars = visible(entry);
        return jars.stream()
                .filter(jar -> jar.version.equals(version))
                .findFirst()
                .orElseThrow(() -> new RuntimeUnavailableException(
                        FAILED
                                + (jars.isEmpty() ? missing : "LatentJ needs version " + version + " beside " + jars)
                                + ". Put the onnxruntime jar into the jars folder",
                        null));
    }

    /** All jars that hold such an entry, in the order of the class path. */
    private static List<RuntimeJar> visible(String entry) {
        List<RuntimeJar> jars = new ArrayList<>();
        try {
            for (URL url : Collections.list(RuntimeJar.class.getClassLoader().getResources(entry))) {
                String place = url.toString();
                if (place.startsWith("jar:file:")) {
                    jars.add(of(Paths.get(new URI(place.substring("jar:".length(), place.indexOf("!/"))))));
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new RuntimeUnavailableException(
                    FAILED + "its jar cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
        return jars;
    }

    /** Such as {@code linux-x64}. */
    static String platform(String osName, String osArch) {
        String os = osName.startsWith("Mac") ? "osx" : osName.startsWith("Windows") ? "win" : "linux";
        boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
        return os + "-" + (x64 ? "x64" : osArch);
    }

    String version() {
        return version;
    }

    /** Such as {@code onnxruntime-1.28.0.jar}, with the version if the name does not tell it. */
    @Override
    public String toString() {
        String name = path.getFileName().toString();
        return name.contains(version) ? name : name + " (" + version + ")";
    }
}

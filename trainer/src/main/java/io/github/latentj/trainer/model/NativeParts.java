package io.github.latentj.trainer.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What of DJL's PyTorch lies on the class path, as DJL itself reads it: the engine, the JNI library that calls libtorch,
 * and libtorch. Each must be made for the others; DJL would try to download what fits, or crash.
 *
 * @param djl version of the engine, such as 0.35.1
 * @param torch version of libtorch that the engine was made for, such as 2.7.1
 * @param jni such as 2.7.1-0.35.1
 * @param libtorches builds of libtorch
 */
record NativeParts(String djl, String torch, Optional<String> jni, List<Libtorch> libtorches) {
    /**
     * A build of libtorch on the class path.
     *
     * @param version such as 2.7.1-20250812, of which the part behind the dash is its date
     * @param flavor {@code cpu}, or {@code cu} and the version of CUDA
     * @param classifier such as linux-x86_64
     * @param files the libraries of it
     */
    record Libtorch(String version, String flavor, String classifier, List<String> files) {
        private static Libtorch of(Properties properties) {
            return new Libtorch(
                    properties.getProperty("version", ""),
                    properties.getProperty("flavor", ""),
                    properties.getProperty("classifier", ""),
                    List.of(properties.getProperty("libraries", "").split(",")));
        }

        private String release() {
            return version.replaceFirst("-.*", "");
        }

        boolean isCuda() {
            return flavor.startsWith("cu");
        }

        /** Where on the class path {@code file} lies. */
        String resource(String file) {
            return "pytorch/" + flavor + "/" + classifier + "/" + file;
        }
    }

    static NativeParts onClassPath(ClassLoader loader) throws IOException {
        Properties engine = first(loader, "pytorch-engine.properties").orElseGet(Properties::new);
        List<Libtorch> libtorches = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
            Properties libtorch = read(url);
            // A placeholder only names what DJL shall download.
            if (libtorch.getProperty("placeholder") == null) {
                libtorches.add(Libtorch.of(libtorch));
            }
        }
        return new NativeParts(
                engine.getProperty("djl_version", "unknown"),
                engine.getProperty("pytorch_version", "unknown"),
                first(loader, "jnilib/pytorch.properties").map(jni -> jni.getProperty("jni_version", "unknown")),
                libtorches);
    }

    private static Optional<Properties> first(ClassLoader loader, String resource) throws IOException {
        URL url = loader.getResource(resource);
        return url == null ? Optional.empty() : Optional.of(read(url));
    }

    private static Properties read(URL url) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        }
        return properties;
    }

    /** The build for NVIDIA GPUs, if there is one. */
    Optional<Libtorch> cuda() {
        return libtorches.stream().filter(Libtorch::isCuda).findFirst();
    }

    /** Why these parts do not work together; empty if they do. */
    Optional<String> mismatch() {
        List<String> releases =
                libtorches.stream().map(Libtorch::release).distinct().toList();
        boolean paired = jni.isPresent()
                && releases.stream().allMatch(release -> jni.get().startsWith(release + "-" + djl))
                && (!releases.isEmpty() || jni.get().endsWith("-" + djl));
        if (paired) {
            return Optional.empty();
        }
        return Optional.of("its parts do not belong together: DJL " + djl + ", JNI " + jni.orElse("missing")
                + ", libtorch "
                + (libtorches.isEmpty() ? "missing" : joined())
                + "; the JNI must be named after the other two, such as " + torch + "-" + djl
                + ": leave one version of each in lib/, or build the trainer again");
    }

    private String joined() {
        return libtorches.stream()
                .map(libtorch -> libtorch.release() + " (" + libtorch.flavor() + ")")
                .collect(Collectors.joining(" and "));
    }
}

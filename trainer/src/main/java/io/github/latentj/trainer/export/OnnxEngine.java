package io.github.latentj.trainer.export;

import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * ONNX Runtime of this process. Its native libraries lie in DJL's cache folder, unpacked once: Windows cannot delete those
 * that ONNX Runtime itself unpacks for every process.
 */
public final class OnnxEngine {
    private static final String NATIVE_PATH = "onnxruntime.native.path";
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private OnnxEngine() {}

    /**
     * Starts ONNX Runtime if it does not run, so that a long work finds out before it begins.
     *
     * @throws OnnxEngineUnavailableException if its natives cannot be unpacked or loaded
     */
    public static void start() {
        environment();
    }

    /** @throws OnnxEngineUnavailableException if its natives cannot be unpacked or loaded */
    static synchronized OrtEnvironment environment() {
        if (System.getProperty(NATIVE_PATH) == null) {
            unpacked().ifPresent(folder -> System.setProperty(NATIVE_PATH, folder.toString()));
        }
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | RuntimeException failure) {
            throw new OnnxEngineUnavailableException(failure);
        }
    }

    /** Empty where the cache cannot be used: ONNX Runtime then takes the temporary folder. */
    private static Optional<Path> unpacked() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        Path folder = Utils.getEngineCacheDir("onnxruntime").resolve(version + "-" + platform);
        try {
            Files.createDirectories(folder);
            for (String library : LIBRARIES) {
                String name = System.mapLibraryName(library);
                URL packed = OrtEnvironment.class.getResource("native/" + platform + "/" + name);
                if (packed == null) {
                    return Optional.empty();
                }
                unpack(packed.openConnection(), folder.resolve(name));
            }
            return Optional.of(folder.toAbsolutePath());
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    private static void unpack(URLConnection packed, Path library) throws IOException {
        packed.setUseCaches(false);
        try (InputStream content = packed.getInputStream()) {
            if (Files.exists(library) && Files.size(library) == packed.getContentLengthLong()) {
                return;
            }
            // Other processes see the whole library or none.
            Path growing = Files.createTempFile(
                    library.getParent(), library.getFileName().toString(), ".part");
            try {
                Files.copy(content, growing, StandardCopyOption.REPLACE_EXISTING);
                Files.move(growing, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(growing);
            }
        }
    }

    /** ONNX Runtime's name of a platform, such as {@code linux-x64}. */
    private static String platform(String osName, String osArch) {
        String os = osName.startsWith("Mac") ? "osx" : File.separatorChar == '\\' ? "win" : "linux";
        return os + "-" + (osArch.equals("amd64") || osArch.equals("x86_64") ? "x64" : osArch);
    }
}

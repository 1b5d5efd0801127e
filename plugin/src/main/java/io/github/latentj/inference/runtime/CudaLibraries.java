package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** ONNX Runtime's native libraries with CUDA: where they are, how they get there, and what is missing. */
final class CudaLibraries {
    private static final Pattern MISSING = Pattern.compile("([\\w.+-]+\\.so[.\\d]*): cannot open shared object file");

    private CudaLibraries() {}

    /**
     * The folder that a path stands for: itself, the folder of a library, or what a jar of ONNX Runtime for GPUs is
     * unpacked to, once, beside it.
     *
     * @throws ModelException if there are no such libraries
     */
    static Path folder(Path path) {
        if (Files.isRegularFile(path)
                && path.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
            return unpacked(path.toAbsolutePath());
        }
        Path folder = Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path.toAbsolutePath();
        if (!isComplete(folder)) {
            throw new ModelException("there is no ONNX Runtime with CUDA in " + folder + ": it needs "
                    + library("onnxruntime") + ", " + library("onnxruntime4j_jni") + " and "
                    + library("onnxruntime_providers_cuda") + " of version " + RuntimeJar.VERSION
                    + ", or choose the file onnxruntime_gpu-" + RuntimeJar.VERSION + ".jar");
        }
        return folder;
    }

    private static boolean isComplete(Path folder) {
        return Files.isRegularFile(folder.resolve(library("onnxruntime")))
                && Files.isRegularFile(folder.resolve(library("onnxruntime4j_jni")))
                && Files.isRegularFile(folder.resolve(library("onnxruntime_providers_cuda")));
    }

    private static String library(String name) {
        return System.mapLibraryName(name);
    }

    private static Path unpacked(Path jar) {
        String platform = RuntimeJar.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            RuntimeJar runtime = RuntimeJar.of(jar);
            if (!runtime.version().equals(RuntimeJar.VERSION)) {
                throw new ModelException("the CUDA libraries must be of ONNX Runtime " + RuntimeJar.VERSION
                        + ", this is version " + runtime.version() + ": " + jar);
            }
            Path target = jar.resolveSibling("onnxruntime-cuda-" + RuntimeJar.VERSION + "-" + platform);
            if (!isComplete(target)) {
                Path growing = Files.createTempDirectory(jar.getParent(), "unpacking");
                unpack(jar, RuntimeJar.NATIVE + platform + "/", growing);
                if (!isComplete(growing)) {
                    new RuntimeFolder(growing).delete();
                    throw new ModelException("there is no ONNX Runtime with CUDA for " + platform + " in " + jar);
                }
                Files.move(growing, target);
            }
            return target;
        } catch (IOException failed) {
            throw new ModelException(
                    "cannot unpack " + jar + " (" + failed.getMessage() + "): it needs 600 MB beside the file", failed);
        }
    }

    private static void unpack(Path jar, String prefix, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                if (name.startsWith(prefix)
                        && name.length() > prefix.length()
                        && name.lastIndexOf('/') < prefix.length()) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(
                                content,
                                target.resolve(name.substring(prefix.length())),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /**
     * One line for a person.
     *
     * @param message what ONNX Runtime said when it refused CUDA
     * @param errors what the system said meanwhile
     */
    static String whyNot(String message, List<String> errors) {
        Optional<String> missing = Stream.concat(errors.stream(), Stream.of(message))
                .map(MISSING::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .reduce((first, last) -> last);
        if (missing.isPresent()) {
            return "the library " + missing.get() + " was not found: install CUDA 12 and cuDNN 9, or copy it into the"
                    + " CUDA folder";
        }
        if (message.contains("LoadLibrary failed") || message.contains("Failed to load shared library")) {
            return "a library of CUDA 12 or cuDNN 9, or the NVIDIA driver, was not found";
        }
        if (message.contains("driver version is insufficient") || message.contains("CUDA failure 35")) {
            return "the NVIDIA driver is too old for CUDA 12: install a newer one";
        }
        if (message.contains("no CUDA-capable device") || message.contains("CUDA failure 100")) {
            return "there is no NVIDIA GPU, or its driver does not run";
        }
        return RuntimeMessage.reason(message);
    }
}

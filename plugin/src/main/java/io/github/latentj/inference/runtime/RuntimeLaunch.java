package io.github.latentj.inference.runtime;

import io.github.latentj.inference.worker.InferenceWorker;
import io.github.latentj.inference.worker.Protocol;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts a worker: a Java of its own with the plugin's jar and one ONNX Runtime, in a folder of its own. */
final class RuntimeLaunch {
    private final DeviceChoice device;
    private final String version;

    /** @param version of ONNX Runtime, one of those that {@link RuntimeJar} names */
    RuntimeLaunch(DeviceChoice device, String version) {
        this.device = device;
        this.version = version;
    }

    /** @throws RuntimeUnavailableException if there is no Java, no ONNX Runtime or no temporary folder for it */
    RuntimeProcess start() {
        StringBuilder classPath = new StringBuilder(ownPlace().toString());
        RuntimeJar.classPath(version, !device.cudaFolder().isPresent())
                .forEach(jar -> classPath.append(File.pathSeparator).append(jar));
        return LiveWorkers.started(() -> start(classPath.toString()));
    }

    private RuntimeProcess start(String classPath) {
        RuntimeFolder folder = RuntimeFolder.create();
        IOException last = null;
        for (String java : javas()) {
            try {
                return new RuntimeProcess(builder(java, classPath, folder).start(), folder);
            } catch (IOException notThere) {
                last = notThere;
            }
        }
        folder.delete();
        throw new RuntimeUnavailableException(
                "ONNX Runtime could not be started: LatentJ runs it in a second Java, and there is no program "
                        + String.join(" or ", javas())
                        + ". Start this program with a complete Java, or put java on the PATH",
                last);
    }

    /** The Java that runs this program; embedded ones may come without the program, then any other. */
    private static List<String> javas() {
        String suffix = File.separatorChar == '\\' ? "java.exe" : "java";
        return Arrays.asList(
                Paths.get(System.getProperty("java.home"), "bin", suffix).toString(), "java");
    }

    private static Path ownPlace() {
        try {
            CodeSource source = InferenceWorker.class.getProtectionDomain().getCodeSource();
            return Paths.get(new URI(source.getLocation().toString()));
        } catch (URISyntaxException | RuntimeException unknown) {
            throw new RuntimeUnavailableException(
                    "ONNX Runtime could not be started: this program does not tell where LatentJ's jar lies", unknown);
        }
    }

    private ProcessBuilder builder(String java, String classPath, RuntimeFolder folder) {
        List<String> command = new ArrayList<>(Arrays.asList(
                java,
                // The tensors lie outside of Java's heap.
                "-Xms16m",
                "-Xmx128m",
                "-XX:MaxDirectMemorySize=6g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=" + folder.path().resolve("crash.txt"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder.path()));
        device.cudaFolder().ifPresent(natives -> command.add("-Donnxruntime.native.path=" + natives));
        command.addAll(Arrays.asList("-cp", classPath, InferenceWorker.class.getName()));
        device.cudaFolder().ifPresent(natives -> command.add(Protocol.WITH_CUDA));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.path().toFile()).redirectError(folder.log());
        adapt(builder.environment());
        return builder;
    }

    private void adapt(Map<String, String> environment) {
        // Options meant for this program, such as a debugger's port, would stop a second one.
        environment.keySet().removeAll(Arrays.asList("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        device.cudaFolder().ifPresent(natives -> {
            String variable = File.separatorChar == '\\' ? "PATH" : "LD_LIBRARY_PATH";
            String kept = environment.get(variable);
            environment.put(variable, natives + (kept == null || kept.isEmpty() ? "" : File.pathSeparator + kept));
        });
    }
}

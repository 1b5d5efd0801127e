package io.github.latentj.inference.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What models can run on here, and what they do run on. Immutable. */
public final class DeviceReport {
    private static final List<String> CUDA_PLATFORMS =
            Collections.unmodifiableList(Arrays.asList("linux-x64", "win-x64"));

    private final String version;
    private final String whyOlder;
    private final List<String> providers;
    private final String whyNotCuda;

    DeviceReport(String version, String whyOlder, List<String> providers, String whyNotCuda) {
        this.version = version;
        this.whyOlder = whyOlder;
        this.providers = providers;
        this.whyNotCuda = whyNotCuda;
    }

    /** The version of ONNX Runtime. */
    public String version() {
        return version;
    }

    /** Why an older version than LatentJ comes with everywhere is in use; empty if it is not. */
    public Optional<String> whyOlder() {
        return whyOlder.isEmpty() ? Optional.empty() : Optional.of(whyOlder);
    }

    /** Execution providers of this build of ONNX Runtime, such as {@code CPU}; being there does not mean to work. */
    public List<String> providers() {
        return Collections.unmodifiableList(providers);
    }

    /** {@code CUDA} or {@code CPU}. */
    public String inUse() {
        return whyNotCuda.isEmpty() ? "CUDA" : "CPU";
    }

    /** One line; empty if CUDA is in use. */
    public Optional<String> whyNotCuda() {
        return whyNotCuda.isEmpty() ? Optional.empty() : Optional.of(whyNotCuda);
    }

    /** What a person has to do to get CUDA, one step a line. */
    public static String howToGetCuda() {
        String platform = RuntimeJar.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (!CUDA_PLATFORMS.contains(platform)) {
            return "ONNX Runtime has no CUDA for this machine, only for " + String.join(" and ", CUDA_PLATFORMS);
        }
        return "1. An NVIDIA GPU with its driver, CUDA 12 and cuDNN 9 (or copy their libraries into the folder of step"
                + " 3)\n2. Download onnxruntime_gpu-" + RuntimeJar.VERSION
                + ".jar from https://repo1.maven.org/maven2/com/microsoft/onnxruntime/onnxruntime_gpu/"
                + RuntimeJar.VERSION + "/ into a folder of its own, not into plugins or jars\n3. Choose that jar as"
                + " CUDA folder in this command, and 'cuda' at Use from now on: its libraries are unpacked beside it\n4. This command"
                + " then says CUDA, or what is missing";
    }
}

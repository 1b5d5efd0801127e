package io.github.latentj.distribution;

import java.util.List;

/** A platform that ONNX Runtime and DJL have natives for, by the names that each of them, and the updater, give it. */
public enum RuntimePlatform {
    LINUX_X64("linux-x64", "linux-x86_64", "natives-linux-x86_64", List.of("linux64")),
    LINUX_ARM64("linux-aarch64", "linux-aarch64", "natives-linux-arm64", List.of("linux-arm64")),
    /** Updaters before 2.x call every Mac macosx; on one with an Intel processor the file lies unused. */
    MAC_ARM64("osx-aarch64", "osx-aarch64", "natives-macos-arm64", List.of("macosx", "macos-arm64")),
    WINDOWS_X64("win-x64", "win-x86_64", "natives-windows-x86_64", List.of("win64"));

    private final String folder;
    private final String djlName;
    private final String classifier;
    private final List<String> updaterNames;

    RuntimePlatform(String folder, String djlName, String classifier, List<String> updaterNames) {
        this.folder = folder;
        this.djlName = djlName;
        this.classifier = classifier;
        this.updaterNames = updaterNames;
    }

    /** What DJL calls it in the names of its jars. */
    public String djlName() {
        return djlName;
    }

    /** The prefix of its entries in ONNX Runtime's jar. */
    String entries() {
        return "ai/onnxruntime/native/" + folder + "/";
    }

    /** What the updater's rules for file names take for a classifier, so that it stays part of the file's identity. */
    String classifier() {
        return classifier;
    }

    List<String> updaterNames() {
        return updaterNames;
    }

    /** Whether the newest ONNX Runtime asks for more of the system than can be expected, so that an older one is needed. */
    public boolean needsOlderRuntime() {
        return this == WINDOWS_X64;
    }
}

package io.github.latentj.inference;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar that passes for another version of ONNX Runtime; its classes cannot be loaded. */
final class OtherRuntimeJar {
    private OtherRuntimeJar() {}

    static Path write(Path file, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String name : new String[] {"OrtEnvironment", "OnnxRuntime", "OrtSession"}) {
                jar.putNextEntry(new JarEntry("ai/onnxruntime/" + name + ".class"));
                jar.write(new byte[] {1, 2, 3});
                jar.closeEntry();
            }
        }
        return file;
    }
}

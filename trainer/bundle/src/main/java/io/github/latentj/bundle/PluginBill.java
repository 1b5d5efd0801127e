package io.github.latentj.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes {@code latentj-imagej.cdx.json}, the bill of materials of the plugin as zip and update site have it. */
public final class PluginBill {
    private PluginBill() {}

    /** @param arguments the plugin's distribution, with its zip, {@code jars} and {@code runtime}; version */
    public static void main(String[] arguments) throws IOException {
        Path built = Path.of(arguments[0]);
        try (Stream<Path> own = Files.list(built.resolve("jars"));
                Stream<Path> natives = Files.list(built.resolve("runtime"))) {
            // ONNX Runtime's jar as on Maven Central is what those of the platforms are made from.
            List<Path> jars = Stream.concat(own, natives)
                    .filter(jar -> !jar.getFileName().toString().startsWith("onnxruntime-"))
                    .sorted()
                    .toList();
            BillOfMaterials bill =
                    new BillOfMaterials("latentj-imagej", arguments[1], built.resolve("latentj-imagej.zip"), jars);
            Files.write(built.resolve("latentj-imagej.cdx.json"), bill.json());
        }
    }
}

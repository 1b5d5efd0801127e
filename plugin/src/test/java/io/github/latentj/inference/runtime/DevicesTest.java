package io.github.latentj.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.file.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** CUDA asked for on a machine that has none. */
@Timeout(120)
class DevicesTest {
    private static final String PLATFORM =
            RuntimeJar.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    private static final List<String> LIBRARIES = Arrays.asList(
            System.mapLibraryName("onnxruntime"),
            System.mapLibraryName("onnxruntime4j_jni"),
            System.mapLibraryName("onnxruntime_providers_cuda"));

    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void backToTheCpu() {
        models.close();
        Devices.choose(DeviceChoice.cpu());
        Devices.takeNotes();
    }

    @Test
    void cpuTakesOverWithOneLineAndTheSameImages() throws IOException {
        Path file = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        float[][] before = images(file);

        Devices.choose(DeviceChoice.cuda(cpuBuildThatClaimsCuda(folder.resolve("natives"))));

        assertThat(images(file)).isDeepEqualTo(before);
        assertThat(Devices.takeNotes())
                .singleElement()
                .asString()
                .startsWith("CUDA is not used: ")
                .endsWith(". Models run on the CPU.")
                .doesNotContain("\n");
        assertThat(images(file)).isDeepEqualTo(before);
        assertThat(Devices.takeNotes()).isEmpty();
        DeviceReport report = Devices.report();
        assertThat(report.inUse()).isEqualTo("CPU");
        assertThat(report.providers()).containsExactly("CPU");
        assertThat(report.whyNotCuda()).isPresent();
    }

    @Test
    void librariesThatDoNotLoadLeaveTheCpu() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        for (String library : LIBRARIES) {
            Files.writeString(broken.resolve(library), "not a library");
        }
        Path file = new TinyModel(8, 1).write(folder.resolve("model.onnx"));

        Devices.choose(DeviceChoice.cuda(broken));

        assertThat(images(file)).hasDimensions(40, TinyModel.SIDE * TinyModel.SIDE);
        assertThat(Devices.takeNotes()).singleElement().asString().startsWith("CUDA is not used: ONNX Runtime could");
    }

    @Test
    void withoutChoiceTheReportSaysHowToGetCuda() {
        DeviceReport report = Devices.report();

        assertThat(report.version()).isEqualTo(RuntimeJar.VERSION);
        assertThat(report.whyNotCuda())
                .hasValueSatisfying(why -> assertThat(why).startsWith("it is not set up"));
        assertThat(DeviceReport.howToGetCuda()).contains("CUDA");
        assertThat(Devices.takeNotes()).as("nobody asked for CUDA").isEmpty();
    }

    @Test
    void folderWithoutTheLibrariesIsRefused() {
        assertThatThrownBy(() -> DeviceChoice.cuda(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("there is no ONNX Runtime with CUDA in " + folder);
    }

    @Test
    void jarIsUnpackedBesideItselfOnce() throws IOException {
        Path natives = cpuBuildThatClaimsCuda(folder.resolve("natives"));
        Path jar = jarOf(natives, RuntimeJar.VERSION);

        DeviceChoice choice = DeviceChoice.cuda(jar);

        Path unpacked = choice.cudaFolder().orElseThrow();
        assertThat(unpacked.getParent()).isEqualTo(folder);
        for (String library : LIBRARIES) {
            assertThat(unpacked.resolve(library)).hasSameBinaryContentAs(natives.resolve(library));
        }
        assertThat(DeviceChoice.cuda(jar)).isEqualTo(choice);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(natives, jar, unpacked);
        }
    }

    @Test
    void jarOfAnotherVersionIsRefused() throws IOException {
        Path jar = jarOf(cpuBuildThatClaimsCuda(folder.resolve("natives")), "1.20.0");

        assertThatThrownBy(() -> DeviceChoice.cuda(jar))
                .hasMessage("the CUDA libraries must be of ONNX Runtime 1.28.0, this is version 1.20.0: " + jar);
    }

    @Test
    void reasonsAreToldInWordsThatHelp() {
        assertThat(CudaLibraries.whyNot(
                        "Error code - ORT_FAIL - message: [ONNXRuntimeError] : 1 : FAIL : Failed to load library"
                                + " /natives/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot"
                                + " open shared object file: No such file or directory",
                        List.of()))
                .isEqualTo("the library libcublasLt.so.12 was not found: install CUDA 12 and cuDNN 9, or copy it into"
                        + " the CUDA folder");
        assertThat(CudaLibraries.whyNot("CUDA failure 35: CUDA driver version is insufficient", List.of()))
                .startsWith("the NVIDIA driver is too old");
        assertThat(CudaLibraries.whyNot("CUDA failure 100: no CUDA-capable device is detected", List.of()))
                .startsWith("there is no NVIDIA GPU");
    }

    /** The CPU's libraries beside a file with the name of CUDA's. */
    private static Path cpuBuildThatClaimsCuda(Path target) throws IOException {
        Files.createDirectory(target);
        try (ZipFile jar = new ZipFile(
                RuntimeJar.classPath(RuntimeJar.VERSION, true).iterator().next().toFile())) {
            for (String library : LIBRARIES.subList(0, 2)) {
                ZipEntry entry = jar.getEntry(RuntimeJar.NATIVE + PLATFORM + "/" + library);
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, target.resolve(library));
                }
            }
        }
        Files.writeString(target.resolve(LIBRARIES.get(2)), "not a library");
        return target;
    }

    private Path jarOf(Path natives, String version) throws IOException {
        Path file = folder.resolve("onnxruntime_gpu.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest(version))) {
            for (String library : LIBRARIES) {
                jar.putNextEntry(new ZipEntry(RuntimeJar.NATIVE + PLATFORM + "/" + library));
                Files.copy(natives.resolve(library), jar);
            }
        }
        return file;
    }

    private static Manifest manifest(String version) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        return manifest;
    }

    private float[][] images(Path file) {
        float[][] images = new float[40][];
        try (GeneratorModel model = models.open(file)) {
            model.generate(new float[40][8], (index, image) -> images[index] = image.clone(), Progress.SILENT);
            assertThat(model.device()).startsWith("CPU, ONNX Runtime");
        }
        return images;
    }
}

package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    Path folder;

    /** Runs the example of the module's README as it stands there. */
    @Test
    void exampleOfTheReadmeWritesAModel() throws Exception {
        Files.writeString(folder.resolve("Export.java"), firstJavaBlock(readme()));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "Export.java")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(java.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(folder.resolve("output.txt")).content().contains("network.onnx");
        OnnxChecker.assertValid(folder.resolve("network.onnx"));
        try (OrtModel model = new OrtModel(folder.resolve("network.onnx"))) {
            OrtModel.Floats output = model.run(new OrtModel.Floats(new float[2 * 3 * 32 * 32], 2, 3, 32, 32));
            assertThat(output.shape()).containsExactly(2, 10);
            assertThat(model.session().getMetadata().getCustomMetadata()).containsEntry("author", "me");
        }
    }

    @Test
    void exampleIsShort() throws IOException {
        String main = firstJavaBlock(readme());
        assertThat(main.substring(main.indexOf("Shape images"), main.indexOf("System.out"))
                        .lines())
                .hasSizeLessThanOrEqualTo(15);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of(System.getProperty("latentj.root"), "onnx-export", "README.md"));
    }

    private static String firstJavaBlock(String markdown) {
        int start = markdown.indexOf("```java\n") + "```java\n".length();
        return markdown.substring(start, markdown.indexOf("```", start));
    }
}

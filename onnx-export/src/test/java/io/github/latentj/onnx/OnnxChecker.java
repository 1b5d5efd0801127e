package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.global.onnx;

/** ONNX's own checker with full shape inference, for tests. */
public final class OnnxChecker {
    private OnnxChecker() {}

    public static void assertValid(Path model) {
        Loader.load(onnx.class);
        assertThatCode(() -> onnx.check_model(model.toString(), true, false, true))
                .as("ONNX's checker on %s", model)
                .doesNotThrowAnyException();
    }
}

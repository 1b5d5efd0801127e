package io.github.latentj.onnx.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.core.Prelu;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.OnnxChecker;
import io.github.latentj.onnx.OrtModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreluConverterTest {
    /** DJL's PyTorch engine cannot run Prelu itself, so the definition is the reference. */
    @Test
    void followsTheDefinition(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("prelu.onnx");
        Prelu block = new Prelu();
        try (Network network = Network.of(block, 1, 3, 5)) {
            network.exporter().write(file);
            float slope = block.getParameters().get("alpha").getArray().toFloatArray()[0];
            OnnxChecker.assertValid(file);
            OrtModel.Floats input = network.input(4);
            try (OrtModel model = new OrtModel(file)) {
                float[] actual = model.run(input).values();
                for (int i = 0; i < actual.length; i++) {
                    float x = input.values()[i];
                    assertThat(actual[i]).isEqualTo(x < 0 ? slope * x : x, within(1e-6f));
                }
            }
        }
    }
}

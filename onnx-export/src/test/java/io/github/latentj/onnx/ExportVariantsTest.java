package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.core.Linear;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.onnx.graph.ExportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportVariantsTest {
    @TempDir
    Path folder;

    @Test
    void float16WeightsHalveTheFileAndStayClose() throws IOException {
        try (Network network = Network.of(Dcgan.generator(16, 3, 1), 1, 20, 1, 1)) {
            long full = network.exporter().write(folder.resolve("full.onnx")).bytes();
            OnnxExporter half = network.exporter().float16Weights();
            assertThat(half.write(folder.resolve("half.onnx")).bytes()).isLessThan(full * 55 / 100);
            network.assertExportAgrees(half, 2e-3);
        }
    }

    @Test
    void refusesWeightsThatFloat16CannotHold() {
        Linear linear = Linear.builder().setUnits(1).build();
        try (Network network = Network.of(linear, 1, 2)) {
            linear.getParameters().get("weight").getArray().set(new float[] {1, -70_000});
            assertThatThrownBy(() -> network.exporter().float16Weights().write(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContainingAll("weight", "-70000", "65504");
        }
    }

    @Test
    void imageTailGivesTheStoredPixelsOfTheContract() throws IOException, OrtException {
        assertTailAgrees(IntensityMap.uint8(), false);
        assertTailAgrees(new IntensityMap(PixelType.UINT8, 20, 200), true);
        assertTailAgrees(new IntensityMap(PixelType.UINT16, 0, 65535), true);
        assertTailAgrees(new IntensityMap(PixelType.UINT16, 100, 4095), false);
    }

    private void assertTailAgrees(IntensityMap map, boolean channelsLast) throws IOException, OrtException {
        Path file = folder.resolve("tail.onnx");
        try (Network network = Network.of(Dcgan.generator(4, 2, 3), 1, 7, 1, 1)) {
            network.exporter().imageTail(map, channelsLast).write(file);
            OnnxChecker.assertValid(file);
            OrtModel.Floats z = network.input(3);
            float[] expected = network.forward(z).values();
            int bytes = map.pixelType() == PixelType.UINT8 ? 1 : 2;
            ByteBuffer pixels = pixels(file, z, channelsLast ? new long[] {3, 16, 16, 3} : new long[] {3, 3, 16, 16});
            assertThat(pixels.remaining()).isEqualTo(expected.length * bytes);
            for (int i = 0; i < expected.length; i++) {
                int at = channelsLast ? channelsLast(i, 3, 256) : i;
                int pixel = bytes == 1 ? pixels.get(at) & 0xff : pixels.getShort(2 * at) & 0xffff;
                // A value at the edge of rounding may fall to the other side.
                assertThat(Math.abs(pixel - map.toStored(expected[i]))).isLessThanOrEqualTo(1);
                assertThat(Math.abs(pixel - map.toImage(expected[i]))).isLessThanOrEqualTo(0.5 + 0.05);
            }
        }
    }

    /** Where element {@code i} of [N, C, places] lies in [N, places, C]. */
    private static int channelsLast(int i, int channels, int places) {
        int example = i / (channels * places);
        int channel = i / places % channels;
        return (example * places + i % places) * channels + channel;
    }

    private static ByteBuffer pixels(Path file, OrtModel.Floats z, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtModel model = new OrtModel(file);
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(z.values()), z.shape());
                OrtSession.Result result = model.session().run(Map.of("input", input))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            assertThat(output.getInfo().getShape()).isEqualTo(shape);
            ByteBuffer source = output.getByteBuffer();
            ByteBuffer copy = ByteBuffer.allocate(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            copy.put(source).flip();
            return copy;
        }
    }

    @Test
    void imageTailNeedsAnImage() {
        try (Network network = Network.of(Linear.builder().setUnits(1).build(), 1, 2)) {
            assertThatThrownBy(() -> network.exporter()
                            .imageTail(IntensityMap.uint8(), false)
                            .write(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("[N, C, H, W]");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void fieldOfLatentsGivesOneLargeImage() throws IOException {
        Path file = folder.resolve("spatial.onnx");
        try (Network network = Network.of(Dcgan.generator(16, 2, 1), 1, 6, 1, 1)) {
            for (Form form : List.of(Form.STRAIGHT, Form.FOLDED, Form.PHASES)) {
                network.exporter().form(form).dynamicSize().write(file);
                OnnxChecker.assertValid(file);
                try (OrtModel model = new OrtModel(file)) {
                    OrtModel.Floats single = network.input(2);
                    Network.assertClose(model.run(single), network.forward(single), Network.RELATIVE);
                    OrtModel.Floats field = field(6, 5, 7);
                    assertThat(model.run(field).shape()).containsExactly(1, 1, 32, 40);
                    Network.assertClose(model.run(field), network.forward(field), Network.RELATIVE);
                }
            }
        }
    }

    private static OrtModel.Floats field(int latent, int height, int width) {
        float[] values = new float[latent * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.7);
        }
        return new OrtModel.Floats(values, 1, latent, height, width);
    }

    @Test
    void dynamicSizeRefusesWhatWorksForOneSizeOnly() {
        try (Network network = Network.of(Dcgan.discriminator(2, 2), 1, 1, 16, 16)) {
            assertThatThrownBy(() -> network.exporter().dynamicSize().write(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("[N, C, H, W]");
        }
        assertThat(Files.exists(folder.resolve("refused.onnx"))).isFalse();
    }
}

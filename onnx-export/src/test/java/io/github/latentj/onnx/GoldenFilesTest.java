package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.WeightsDigest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every released contract version, read for ever. */
class GoldenFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "generator.onnx",
                "generator-float16.onnx",
                "inversion.onnx",
                "discriminator.onnx",
                "features.onnx"
            })
    void metadataAreReadAndTheDigestHolds(String name) throws Exception {
        Path file = golden(name);
        OnnxChecker.assertValid(file);
        try (OrtModel model = new OrtModel(file)) {
            Map<String, String> metadata = model.session().getMetadata().getCustomMetadata();
            GeneratorSpec spec = GeneratorSpec.fromMetadata(metadata);
            String digest = spec.weightsSha256().orElseThrow();
            assertThat(spec)
                    .isEqualTo(
                            GoldenFiles.spec().toBuilder().weightsSha256(digest).build());
            assertThat(digestOf(file)).isEqualTo(digest);
        }
    }

    @Test
    void generatorsStillMakeTheSameImages() throws Exception {
        OrtModel.Floats expected = floats("images.txt", GoldenFiles.EXAMPLES, 1, 16, 16);
        try (OrtModel generator = new OrtModel(golden("generator.onnx"));
                OrtModel half = new OrtModel(golden("generator-float16.onnx"))) {
            Network.assertClose(generator.run(GoldenFiles.latents()), expected, Network.RELATIVE);
            Network.assertClose(half.run(GoldenFiles.latents()), expected, 2e-3);
        }
    }

    @Test
    void discriminatorStillGivesTheSameLogits() throws Exception {
        OrtModel.Floats images = floats("images.txt", GoldenFiles.EXAMPLES, 1, 16, 16);
        OrtModel.Floats logits = floats("logits.txt", GoldenFiles.EXAMPLES, 1);
        try (OrtModel discriminator = new OrtModel(golden("discriminator.onnx"));
                OrtModel features = new OrtModel(golden("features.onnx"))) {
            Network.assertClose(discriminator.run(images), logits, Network.RELATIVE);
            OrtModel.Floats maps = new OrtModel.Floats(new float[GoldenFiles.EXAMPLES * 6], GoldenFiles.EXAMPLES, 6);
            Map<String, OrtModel.Floats> out = features.run(Map.of("image", images, "maps", maps));
            Network.assertClose(out.get("logit"), logits, Network.RELATIVE);
            assertThat(out.get("features").shape()).containsExactly(GoldenFiles.EXAMPLES, 16 * 6);
        }
    }

    @Test
    void inversionBelongsToTheGeneratorAndFindsNoErrorInItsImages() throws Exception {
        OrtModel.Floats images = floats("images.txt", GoldenFiles.EXAMPLES, 1, 16, 16);
        float[] ones = new float[images.values().length];
        Arrays.fill(ones, 1);
        try (OrtModel inversion = new OrtModel(golden("inversion.onnx"))) {
            assertThat(inversion.session().getMetadata().getCustomMetadata())
                    .containsEntry(GeneratorSpec.GENERATOR_SHA256_KEY, digestOf(golden("generator.onnx")));
            Map<String, OrtModel.Floats> out = inversion.run(Map.of(
                    "z", GoldenFiles.latents(), "target", images, "weight", new OrtModel.Floats(ones, images.shape())));
            for (float loss : out.get("loss").values()) {
                assertThat(loss).isBetween(0f, 1e-10f);
            }
        }
    }

    /** What a damaged file does to the digest. */
    @Test
    void everySingleBitOfTheWeightsCounts() throws Exception {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(golden("generator.onnx")));
        String digest = digestOf(model);
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = model.getGraph().getInitializer(i);
            byte[] bytes = tensor.getRawData().toByteArray();
            bytes[bytes.length / 2] ^= 4;
            ModelProto.Builder damaged = model.toBuilder();
            damaged.getGraphBuilder().getInitializerBuilder(i).setRawData(ByteString.copyFrom(bytes));
            assertThat(digestOf(damaged.build())).isNotEqualTo(digest);
        }
    }

    private static String digestOf(Path file) throws IOException {
        return digestOf(ModelProto.parseFrom(Files.readAllBytes(file)));
    }

    /** The digest of the file's tensors as this version computes it. */
    private static String digestOf(ModelProto model) {
        GraphBuilder graph = new GraphBuilder();
        for (TensorProto proto : model.getGraph().getInitializerList()) {
            ElementType type = Arrays.stream(ElementType.values())
                    .filter(each -> each.code() == proto.getDataType())
                    .findFirst()
                    .orElseThrow();
            long[] dims =
                    proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
            graph.node("Identity", "use")
                    .input(graph.initializer(Tensor.of(
                            proto.getName(), type, dims, proto.getRawData().toByteArray())))
                    .output(TensorShape.of(dims));
        }
        return WeightsDigest.of(graph.build());
    }

    private static OrtModel.Floats floats(String name, long... shape) throws Exception {
        String[] lines = Files.readString(golden(name)).split("\n");
        float[] values = new float[lines.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(lines[i]);
        }
        return new OrtModel.Floats(values, shape);
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenFilesTest.class.getResource("/golden/contract-1/" + name), name)
                .toURI());
    }
}

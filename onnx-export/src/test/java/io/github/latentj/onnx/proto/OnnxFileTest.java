package io.github.latentj.onnx.proto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.SequentialBlock;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.latentj.onnx.Dcgan;
import io.github.latentj.onnx.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    @TempDir
    Path folder;

    @Test
    void isReadableByOlderRuntimes() throws IOException {
        ModelProto model = written(Dcgan.generator(2, 2, 1), 5);
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getOpsetImportList()).hasSize(1);
        assertThat(model.getOpsetImport(0).getDomain()).isEmpty();
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    }

    @Test
    void keepsWeightsInsideAsRawBytes() throws IOException {
        for (TensorProto tensor :
                written(Dcgan.generator(2, 2, 1), 5).getGraph().getInitializerList()) {
            assertThat(tensor.hasRawData()).isTrue();
            assertThat(tensor.getExternalDataCount()).isZero();
            assertThat(tensor.getFloatDataCount()).isZero();
        }
    }

    /** The words of docs/model-contract.md, "Weight digest", once more and from the file alone. */
    @Test
    void digestCanBeRecomputedFromTheFile() throws IOException, NoSuchAlgorithmException {
        ModelProto model = written(Dcgan.generator(2, 2, 1), 5);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            byte[] name = tensor.getName().getBytes(StandardCharsets.UTF_8);
            sha256.update(int32(name.length));
            sha256.update(name);
            sha256.update(int32(tensor.getDataType()));
            sha256.update(int32(tensor.getDimsCount()));
            tensor.getDimsList().forEach(dim -> sha256.update(int64(dim)));
            sha256.update(int64(tensor.getRawData().size()));
            sha256.update(tensor.getRawData().toByteArray());
        }
        String written = model.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals("latentj.weights_sha256"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(written);
    }

    private ModelProto written(SequentialBlock block, int latent) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (Network network = Network.of(block, 1, latent, 1, 1)) {
            network.exporter().write(file);
        }
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] int64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}

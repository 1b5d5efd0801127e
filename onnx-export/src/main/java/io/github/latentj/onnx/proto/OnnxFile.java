package io.github.latentj.onnx.proto;

import ai.onnx.proto.OnnxMl;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.FormatVersions;
import io.github.latentj.onnx.graph.Model;
import io.github.latentj.onnx.graph.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Models as {@code .onnx} files: IR version 8, operator set 17, weights inside. */
public final class OnnxFile {
    private OnnxFile() {}

    /**
     * Writes the file whole or not at all: beside the target first, then renamed onto it. Equal models give equal
     * bytes. An existing file is replaced.
     *
     * @return the size of the file in bytes
     * @throws IOException if the folder is missing or cannot be written; the target is then as it was
     */
    public static long write(Model model, Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            writeDurably(model, part);
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new IOException(
                    "cannot write " + absolute + ": " + cause + "; check the folder and its space", cause);
        } finally {
            Files.deleteIfExists(part);
        }
        return Files.size(absolute);
    }

    /**
     * The constants of a file that LatentJ wrote, in their order.
     *
     * @throws IOException if the file cannot be read or is damaged beyond reading
     */
    public static List<Tensor> readConstants(Path file) throws IOException {
        List<Tensor> constants = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file)) {
            for (OnnxMl.TensorProto constant :
                    OnnxMl.ModelProto.parseFrom(stream).getGraph().getInitializerList()) {
                constants.add(Tensor.of(
                        constant.getName(),
                        ElementType.ofCode(constant.getDataType()),
                        constant.getDimsList().stream()
                                .mapToLong(Long::longValue)
                                .toArray(),
                        constant.getRawData().toByteArray()));
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        return constants;
    }

    /**
     * The versions that a file declares.
     *
     * @throws IOException if the file cannot be read or is damaged beyond reading
     */
    public static FormatVersions readVersions(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(stream);
            long operatorSet = model.getOpsetImportList().stream()
                    .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                    .mapToLong(OnnxMl.OperatorSetIdProto::getVersion)
                    .max()
                    .orElse(0);
            return new FormatVersions(model.getIrVersion(), operatorSet);
        }
    }

    private static void writeDurably(Model model, Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream stream = Channels.newOutputStream(channel)) {
            ModelEncoder.encode(model).writeTo(stream);
            channel.force(true);
        }
    }
}

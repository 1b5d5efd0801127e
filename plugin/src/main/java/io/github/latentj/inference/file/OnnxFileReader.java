package io.github.latentj.inference.file;

import io.github.latentj.inference.file.WireReader.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the structure of an ONNX file (onnx.proto of ONNX 1.17, {@code ModelProto}) and refuses what a self-contained
 * network does not need, before native code sees the file.
 *
 * <p>Refused: files above 2 GiB, more than 10,000 nodes or initializers, weights in other files, sub-graphs,
 * functions, operators that {@link OperatorList} does not name, and initializers whose bytes disagree with their shape.
 */
public final class OnnxFileReader {
    private static final long LARGEST_FILE = Integer.MAX_VALUE;
    private static final int MOST_ENTRIES = 10_000;
    private static final int LONGEST_NAME = 4_096;
    private static final int LONGEST_METADATA = 65_536;
    private static final int MOST_DIMENSIONS = 16;

    private final Path path;
    private final WireReader wire;
    private final OnnxFile file = new OnnxFile();
    private boolean hasGraph;

    private OnnxFileReader(Path path, WireReader wire) {
        this.path = path;
        this.wire = wire;
    }

    /** @throws ModelException if the file cannot be read, is no ONNX file, or holds what is refused */
    public static OnnxFile read(Path path) {
        try (WireReader wire = new WireReader(Files.newByteChannel(path))) {
            if (wire.remaining() > LARGEST_FILE) {
                throw new ModelException("the model file is larger than 2 GB: " + path);
            }
            return new OnnxFileReader(path, wire).readModel();
        } catch (MalformedFileException malformed) {
            throw new ModelException("not an ONNX file: " + path, malformed);
        } catch (IOException unreadable) {
            throw new ModelException(
                    "cannot read the model file " + path + " (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    private OnnxFile readModel() throws IOException {
        while (wire.nextField()) {
            switch (wire.field()) {
                case 2:
                    file.producer(name("producer"));
                    break;
                case 7:
                    readGraph();
                    break;
                case 14:
                    readMetadata();
                    break;
                case 20:
                    throw refused("holds training information");
                case 25:
                    throw refused("defines functions of its own");
                default:
                    wire.skip();
            }
        }
        if (!hasGraph || file.nodes().isEmpty()) {
            throw new MalformedFileException("no graph");
        }
        return file;
    }

    private void readGraph() throws IOException {
        if (hasGraph) {
            throw refused("holds two graphs");
        }
        hasGraph = true;
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            switch (wire.field()) {
                case 1:
                    readNode();
                    break;
                case 5:
                    file.addInitializer(readTensor());
                    limited("initializers", file.initializers().size());
                    break;
                case 11:
                    file.addInput(readValueInfo());
                    limited("inputs", file.inputs().size());
                    break;
                case 12:
                    file.addOutput(readValueInfo());
                    limited("outputs", file.outputs().size());
                    break;
                case 15:
                    throw refused("holds sparse weights");
                default:
                    wire.skip();
            }
        }
        wire.leaveMessage(outer);
    }

    private void readNode() throws IOException {
        String operator = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            switch (wire.field()) {
                case 1:
                    inputs.add(name("input"));
                    break;
                case 2:
                    outputs.add(name("output"));
                    break;
                case 4:
                    operator = name("operator");
                    break;
                case 5:
                    readAttribute();
                    break;
                case 7:
                    domain = name("domain");
                    break;
                default:
                    wire.skip();
            }
        }
        wire.leaveMessage(outer);
        if (!OperatorList.allows(domain, operator)) {
            throw refused("uses the operator '" + Shown.text(domain.isEmpty() ? operator : domain + "." + operator)
                    + "', which LatentJ does not run");
        }
        file.add(new OnnxFile.Node(operator, domain, inputs, outputs));
        limited("nodes", file.nodes().size());
    }

    private void readAttribute() throws IOException {
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            switch (wire.field()) {
                case 5:
                case 10:
                    readTensor();
                    break;
                case 6:
                case 11:
                    throw refused("holds a graph inside a graph");
                case 22:
                case 23:
                    throw refused("holds sparse weights");
                default:
                    wire.skip();
            }
        }
        wire.leaveMessage(outer);
    }

    private TensorInfo readTensor() throws IOException {
        TensorReader tensor = new TensorReader(wire);
        return tensor.read(path);
    }

    private TensorInfo readValueInfo() throws IOException {
        String name = "";
        long[] element = {0};
        List<Long> shape = null;
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            if (wire.field() == 1) {
                name = name("value");
            } else if (wire.field() == 2) {
                shape = readType(element);
            } else {
                wire.skip();
            }
        }
        wire.leaveMessage(outer);
        return new TensorInfo(name, element[0], shape);
    }

    private List<Long> readType(long[] element) throws IOException {
        List<Long> shape = null;
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            if (wire.field() != 1) {
                wire.skip();
                continue;
            }
            long outerType = wire.enterMessage();
            while (wire.nextField()) {
                if (wire.field() == 1) {
                    element[0] = wire.number();
                } else if (wire.field() == 2) {
                    shape = readShape();
                } else {
                    wire.skip();
                }
            }
            wire.leaveMessage(outerType);
        }
        wire.leaveMessage(outer);
        return shape;
    }

    private List<Long> readShape() throws IOException {
        List<Long> shape = new ArrayList<>();
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            if (wire.field() == 1) {
                shape.add(readDimension());
            } else {
                wire.skip();
            }
            if (shape.size() > MOST_DIMENSIONS) {
                throw refused("declares a tensor of more than " + MOST_DIMENSIONS + " dimensions");
            }
        }
        wire.leaveMessage(outer);
        return shape;
    }

    private long readDimension() throws IOException {
        long size = TensorInfo.OPEN;
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            if (wire.field() == 1) {
                long declared = wire.number();
                size = declared > 0 ? declared : TensorInfo.OPEN;
            } else {
                wire.skip();
            }
        }
        wire.leaveMessage(outer);
        return size;
    }

    private void readMetadata() throws IOException {
        String key = "";
        String value = "";
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            if (wire.field() == 1) {
                key = name("metadata key");
            } else if (wire.field() == 2) {
                value = wire.text(LONGEST_METADATA);
            } else {
                wire.skip();
            }
        }
        wire.leaveMessage(outer);
        if (value != null) {
            file.putMetadata(key, value);
        } else if (key.startsWith("latentj.")) {
            throw refused("has a metadata entry '" + Shown.text(key) + "' of more than " + LONGEST_METADATA + " bytes");
        }
        limited("metadata entries", file.metadata().size());
    }

    private String name(String what) throws IOException {
        String text = wire.text(LONGEST_NAME);
        if (text == null) {
            throw refused("has a " + what + " name of more than " + LONGEST_NAME + " bytes");
        }
        return text;
    }

    private void limited(String what, int count) {
        if (count > MOST_ENTRIES) {
            throw refused("has more than " + MOST_ENTRIES + " " + what);
        }
    }

    private ModelException refused(String reason) {
        return new ModelException("the model is refused, because it " + reason + ": " + path);
    }
}

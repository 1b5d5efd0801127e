package io.github.latentj.inference.file;

import io.github.latentj.inference.file.WireReader.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads one {@code TensorProto} and compares the bytes it brings with what its shape and type ask for. */
final class TensorReader {
    private static final int LONGEST_NAME = 4_096;
    private static final int MOST_DIMENSIONS = 16;

    private final WireReader wire;
    private final List<Long> shape = new ArrayList<>();
    private String name = "";
    private long elementCode;
    private long rawOffset = -1;
    private long rawLength;
    private long listed;
    private boolean external;

    TensorReader(WireReader wire) {
        this.wire = wire;
    }

    /** @throws ModelException if the tensor lies in another file, is of an unknown type, or disagrees with its shape */
    TensorInfo read(Path path) throws IOException {
        long outer = wire.enterMessage();
        while (wire.nextField()) {
            readField();
        }
        wire.leaveMessage(outer);
        check(path);
        return new TensorInfo(name, elementCode, shape, rawOffset, rawLength);
    }

    private void readField() throws IOException {
        switch (wire.field()) {
            case 1:
                readDimensions();
                break;
            case 2:
                elementCode = wire.number();
                break;
            case 4:
                countFixed(WireReader.FIXED32, 4);
                break;
            case 5:
            case 7:
            case 11:
                countVarints();
                break;
            case 8:
                String text = wire.text(LONGEST_NAME);
                name = text == null ? "" : text;
                break;
            case 9:
                rawLength = wire.length();
                rawOffset = wire.position();
                wire.skipBytes(rawLength);
                break;
            case 10:
                countFixed(WireReader.FIXED64, 8);
                break;
            case 13:
                external = true;
                wire.skip();
                break;
            case 14:
                external |= wire.number() != 0;
                break;
            default:
                wire.skip();
        }
    }

    private void readDimensions() throws IOException {
        if (wire.wireType() == WireReader.VARINT) {
            shape.add(wire.varint());
        } else {
            long outer = wire.enterMessage();
            while (wire.remaining() > 0 && shape.size() <= MOST_DIMENSIONS) {
                shape.add(wire.varint());
            }
            wire.leaveMessage(outer);
        }
        if (shape.size() > MOST_DIMENSIONS) {
            throw new MalformedFileException("a tensor of more than " + MOST_DIMENSIONS + " dimensions");
        }
    }

    private void countFixed(int single, int bytes) throws IOException {
        if (wire.wireType() == single) {
            listed++;
            wire.skip();
        } else {
            long length = wire.length();
            listed += length / bytes;
            wire.skipBytes(length);
        }
    }

    private void countVarints() throws IOException {
        if (wire.wireType() == WireReader.VARINT) {
            listed++;
            wire.varint();
            return;
        }
        long outer = wire.enterMessage();
        while (wire.remaining() > 0) {
            wire.varint();
            listed++;
        }
        wire.leaveMessage(outer);
    }

    private void check(Path path) {
        if (external) {
            throw refused(path, "keeps its weights in another file");
        }
        ElementType type = ElementType.ofCode(elementCode);
        if (type == null) {
            throw refused(path, "is of element " + ElementType.nameOf(elementCode));
        }
        long expected = elements(path);
        boolean agrees = rawOffset >= 0 ? rawLength == expected * type.bytes() : listed == expected;
        if (!agrees) {
            String found = rawOffset >= 0 ? rawLength + " bytes" : listed + " values";
            throw refused(path, "has the shape " + shape + " but " + found);
        }
    }

    private long elements(Path path) {
        long elements = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE || elements > Integer.MAX_VALUE) {
                throw refused(path, "has the impossible shape " + shape);
            }
            elements *= size;
        }
        return elements;
    }

    private ModelException refused(Path path, String reason) {
        return new ModelException(
                "the model is refused, because its tensor '" + Shown.text(name) + "' " + reason + ": " + path);
    }
}

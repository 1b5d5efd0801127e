package io.github.latentj.inference.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Walks the protobuf wire format of an untrusted file without loading it. Every length is checked against the message
 * it lies in, so that a damaged length cannot lead outside or ask for much memory.
 *
 * <p>Messages are read as {@code long outer = enterMessage(); while (nextField()) ...; leaveMessage(outer);}
 */
final class WireReader implements Closeable {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long bufferEnd;
    private long limit;
    private int field;
    private int wireType;

    WireReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        buffer.limit(0);
        limit = channel.size();
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    /** Bytes left in the message that is being read. */
    long remaining() {
        return limit - position();
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    /** Reads the next tag; false at the end of the message. */
    boolean nextField() throws IOException {
        if (remaining() == 0) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw new MalformedFileException("impossible field number");
        }
        return true;
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = nextByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedFileException("a number of more than ten bytes");
    }

    /** Reads a value that must be a varint. */
    long number() throws IOException {
        expect(VARINT);
        return varint();
    }

    /** Reads the length of a bytes field, which then lies directly ahead. */
    long length() throws IOException {
        expect(BYTES);
        long length = varint();
        if (length < 0 || length > remaining()) {
            throw new MalformedFileException("a length of " + length + " where " + remaining() + " bytes are left");
        }
        return length;
    }

    /** Narrows reading to the embedded message ahead; give the result to {@link #leaveMessage}. */
    long enterMessage() throws IOException {
        long length = length();
        long outer = limit;
        limit = position() + length;
        return outer;
    }

    void leaveMessage(long outer) throws IOException {
        skipBytes(remaining());
        limit = outer;
    }

    /** Reads text of at most {@code longest} bytes; longer text is skipped and null returned. */
    String text(int longest) throws IOException {
        long length = length();
        if (length > longest) {
            skipBytes(length);
            return null;
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = nextByte();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Skips the value of the current field. */
    void skip() throws IOException {
        switch (wireType) {
            case VARINT:
                varint();
                break;
            case FIXED64:
                skipBytes(8);
                break;
            case BYTES:
                skipBytes(length());
                break;
            case FIXED32:
                skipBytes(4);
                break;
            default:
                throw new MalformedFileException("unknown wire type " + wireType);
        }
    }

    void skipBytes(long count) throws IOException {
        if (count > remaining()) {
            throw new MalformedFileException("the file ends too early");
        }
        if (count <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) count);
            return;
        }
        bufferEnd = position() + count;
        buffer.limit(0);
        channel.position(bufferEnd);
    }

    private byte nextByte() throws IOException {
        if (remaining() <= 0) {
            throw new MalformedFileException("a value reaches past the end of its message");
        }
        if (!buffer.hasRemaining()) {
            refill();
        }
        return buffer.get();
    }

    private void refill() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count <= 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        bufferEnd += count;
    }

    private void expect(int expected) throws MalformedFileException {
        if (wireType != expected) {
            throw new MalformedFileException("field " + field + " has wire type " + wireType);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The bytes are no protobuf message of the expected kind. */
    static final class MalformedFileException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedFileException(String message) {
            super(message);
        }
    }
}

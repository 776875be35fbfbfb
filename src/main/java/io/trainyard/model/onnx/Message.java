package io.trainyard.model.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in protobuf's encoding. Its size is known before its bytes are written, so that a model's weights can be
 * streamed. A message that is put into another one must be complete.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final List<Content> contents = new ArrayList<>();
    private long size;

    /** Bytes that are made when their turn comes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    Message number(int field, long value) {
        tag(field, VARINT);
        return bytes(varint(value));
    }

    Message real(int field, float value) {
        tag(field, FIXED_32);
        return bytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
    }

    Message text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return content(field, utf8.length, out -> out.write(utf8));
    }

    Message message(int field, Message value) {
        return content(field, value.size, value::writeTo);
    }

    /** @param length of what {@code value} writes, in bytes */
    Message content(int field, long length, Content value) {
        tag(field, LENGTH_DELIMITED);
        bytes(varint(length));
        contents.add(value);
        size += length;
        return this;
    }

    private void tag(int field, int wireType) {
        bytes(varint((long) field << 3 | wireType));
    }

    private Message bytes(byte[] bytes) {
        contents.add(out -> out.write(bytes));
        size += bytes.length;
        return this;
    }

    /** Seven bits a byte, the lowest first. */
    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    /** Bytes. */
    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Content content : contents) {
            content.writeTo(out);
        }
    }
}

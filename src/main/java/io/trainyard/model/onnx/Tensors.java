package io.trainyard.model.onnx;

import io.trainyard.spec.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors and their types, as TensorProto and ValueInfoProto. */
final class Tensors {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private Tensors() {}

    /** @param content little-endian, the last index fastest */
    static Message floats(String name, List<Long> shape, Message.Content content) {
        long length = shape.stream().reduce(1L, (a, b) -> a * b);
        return header(name, shape, FLOAT).content(9, length * Float.BYTES, content);
    }

    static Message floats(String name, List<Long> shape, float[] values) {
        return floats(name, shape, out -> out.write(bytes(values)));
    }

    static Message longs(String name, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return header(name, List.of((long) values.length), INT64)
                .content(9, bytes.capacity(), out -> out.write(bytes.array()));
    }

    static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static Message header(String name, List<Long> shape, int type) {
        Message tensor = new Message();
        shape.forEach(dimension -> tensor.number(1, dimension));
        return tensor.number(2, type).text(8, name);
    }

    /** A batch of floats, of any size, with one example's {@code shape}. */
    static Message batch(String name, Shape shape) {
        Message dimensions = new Message().message(1, new Message().text(2, "batch"));
        shape.dims().forEach(dimension -> dimensions.message(1, new Message().number(1, dimension)));
        Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}

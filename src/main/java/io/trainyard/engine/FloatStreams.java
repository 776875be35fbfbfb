package io.trainyard.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors as big-endian floats, which is also how {@link Nd4j#write} writes them, only one value at a time. */
final class FloatStreams {

    private static final int CHUNK = 1 << 14;

    private FloatStreams() {}

    /** What {@link Nd4j#write} puts before the values: the shape, then kind and number of the values. */
    static byte[] header(INDArray array) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            array.shapeInfoDataBuffer().write(out);
            out.writeUTF(array.data().allocationMode().name());
            out.writeLong(array.length());
            out.writeUTF(array.dataType().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(FloatBuffer vector, OutputStream out) throws IOException {
        FloatBuffer values = vector.duplicate();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
        while (values.hasRemaining()) {
            int count = Math.min(CHUNK, values.remaining());
            chunk.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    static void read(INDArray vector, InputStream in) throws IOException {
        FloatBuffer values = values(vector);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
        while (values.hasRemaining()) {
            int count = Math.min(CHUNK, values.remaining());
            if (in.readNBytes(chunk.array(), 0, count * Float.BYTES) < count * Float.BYTES) {
                throw new EOFException("The checkpoint ends too early");
            }
            values.put(chunk.asFloatBuffer().slice(0, count));
        }
        Nd4j.getAffinityManager().tagLocation(vector, Location.HOST);
    }

    private static FloatBuffer values(INDArray vector) {
        return vector.data().asNioFloat().duplicate();
    }
}

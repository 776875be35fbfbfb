package io.trainyard.engine.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * A tensor outside of the Java heap.
 *
 * @param image values of one image
 */
record Values(FloatBuffer buffer, int image) {

    static Values empty(int images, int image) {
        return new Values(
                ByteBuffer.allocateDirect(images * image * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer(),
                image);
    }

    static Values random(int images, int image, Random random) {
        Values values = empty(images, image);
        for (int i = 0; i < images * image; i++) {
            values.buffer.put(i, (float) random.nextGaussian());
        }
        return values;
    }

    /** That image and those behind it. */
    FloatBuffer from(int first) {
        return buffer.slice(first * image, buffer.limit() - first * image);
    }
}

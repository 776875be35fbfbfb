package io.trainyard.engine.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tensor, outside of the Java heap or in an array.
 *
 * @param buffer its values, wherever they are
 * @param image values of one image
 */
record Values(FloatBuffer buffer, Storage storage, int image) {

    /** Every other tensor outside of the heap is copied, where Java 17 could load vectors from all of them. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    static Values empty(boolean array, int images, int image) {
        if (array) {
            float[] values = Storage.array(images * image);
            return new Values(Storage.view(values, images * image), Storage.of(values), image);
        }
        ByteBuffer memory =
                ByteBuffer.allocateDirect(images * image * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer buffer = memory.asFloatBuffer();
        boolean copied = COUNT.getAndIncrement() % 2 == 1;
        return new Values(buffer, copied ? Storage.of(buffer) : Storage.of(memory), image);
    }

    static Values random(boolean array, int images, int image, Random random) {
        Values values = empty(array, images, image);
        for (int i = 0; i < images * image; i++) {
            values.buffer.put(i, (float) random.nextGaussian());
        }
        return values;
    }

    float[] floats() {
        float[] copy = new float[buffer.limit()];
        buffer.get(0, copy);
        return copy;
    }

    /** That image and those behind it. */
    Storage from(int first) {
        return Storage.of(buffer.slice(first * image, buffer.limit() - first * image));
    }
}

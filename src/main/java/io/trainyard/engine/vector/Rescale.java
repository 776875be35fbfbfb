package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.OffHeap.load;
import static io.trainyard.engine.vector.OffHeap.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What batch norm comes down to once the batch's statistics are known: {@code factor * value + term} by channel, and the
 * ReLU behind it where there is one. Whoever reads the values can do it in passing, so that nobody has to write them.
 *
 * @param factors of all channels, as they are at the time
 * @param terms likewise
 */
public record Rescale(float[] factors, float[] terms, boolean relu) {

    /** Changes nothing. */
    static Rescale none(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return new Rescale(ones, new float[channels], false);
    }

    /** What a result is at least. */
    float least() {
        return relu ? 0 : Float.NEGATIVE_INFINITY;
    }

    /** Some pixels of a block of channels, beside each other. */
    void apply(Storage from, int i, Storage to, int j, int length, int channel) {
        apply(from, i, to, j, length / WIDTH, WIDTH, channel);
    }

    /**
     * One vector's channels of some pixels, at {@code i, i + step, ...}, to {@code j, j + step, ...}
     *
     * @param step from one pixel to the next
     * @param channel the vector's first
     */
    void apply(Storage from, int i, Storage to, int j, int pixels, int step, int channel) {
        float[] x = from.array();
        ByteBuffer xMemory = from.memory();
        int xAt = from.start() + i;
        float[] y = to.array();
        ByteBuffer yMemory = to.memory();
        int yAt = to.start() + j;
        FloatVector factor = load(factors, channel);
        FloatVector term = load(terms, channel);
        if (relu) {
            for (int n = 0; n < pixels; n++) {
                FloatVector value = load(x, xMemory, xAt + n * step).fma(factor, term);
                store(value.blend(zero(), value.compare(VectorOperators.LT, 0f)), y, yMemory, yAt + n * step);
            }
        } else {
            for (int n = 0; n < pixels; n++) {
                store(load(x, xMemory, xAt + n * step).fma(factor, term), y, yMemory, yAt + n * step);
            }
        }
    }

    /**
     * Some pixels of a block of channels, in place.
     *
     * @param channel the block's first
     */
    public void apply(float[] pixels, int channel) {
        FloatVector factor = load(factors, channel);
        FloatVector term = load(terms, channel);
        FloatVector least = all(least());
        for (int i = 0; i < pixels.length; i += WIDTH) {
            FloatVector value = load(pixels, i).fma(factor, term);
            value.blend(least, value.compare(VectorOperators.LT, least)).intoArray(pixels, i);
        }
    }
}

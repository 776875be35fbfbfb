package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

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

    /** What a result is at least. */
    float least() {
        return relu ? 0 : Float.NEGATIVE_INFINITY;
    }

    /** Some pixels of a block of channels, beside each other. */
    void apply(float[] from, int i, float[] to, int j, int length, int channel) {
        apply(from, i, to, j, length / WIDTH, WIDTH, channel);
    }

    /**
     * One vector's channels of some pixels, {@code from[i], from[i + step], ...} to {@code to[j], to[j + step], ...}
     *
     * @param step from one pixel to the next
     * @param channel the vector's first
     */
    void apply(float[] from, int i, float[] to, int j, int pixels, int step, int channel) {
        FloatVector factor = load(factors, channel);
        FloatVector term = load(terms, channel);
        if (relu) {
            for (int n = 0; n < pixels; n++) {
                FloatVector y = load(from, i + n * step).fma(factor, term);
                y.blend(zero(), y.compare(VectorOperators.LT, 0f)).intoArray(to, j + n * step);
            }
        } else {
            for (int n = 0; n < pixels; n++) {
                load(from, i + n * step).fma(factor, term).intoArray(to, j + n * step);
            }
        }
    }

    /**
     * Some pixels of a block of channels, in place.
     *
     * @param channel the block's first
     */
    public void apply(float[] pixels, int channel) {
        apply(pixels, 0, pixels, 0, pixels.length, channel);
    }
}

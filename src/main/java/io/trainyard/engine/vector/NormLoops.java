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
 * The loops of batch norm, over one vector's channels of some pixels, {@code values[i], values[i + step], ...} and {@code
 * gradients[j], gradients[j + step], ...}. They add up in single precision, every second pixel by itself, since an addition has to wait for the
 * one before; after few enough pixels {@link #settle} adds that to the
 * sums of the channels from {@code channel} on.
 */
final class NormLoops {

    private final float[] first = new float[WIDTH];
    private final float[] second = new float[WIDTH];

    /** Adds differences from {@code shifts}, and their squares. */
    void addDifferences(Storage values, int i, int pixels, int step, float[] shifts, int channel) {
        float[] x = values.array();
        ByteBuffer xMemory = values.memory();
        int xAt = values.start() + i;
        FloatVector shift = load(shifts, channel);
        FloatVector sum = load(first, 0);
        FloatVector square = load(second, 0);
        FloatVector otherSum = zero();
        FloatVector otherSquare = zero();
        int pairs = pixels / 2;
        for (int n = 0; n < pairs; n++) {
            FloatVector difference = load(x, xMemory, xAt + 2 * n * step).sub(shift);
            sum = sum.add(difference);
            square = difference.fma(difference, square);
            FloatVector other = load(x, xMemory, xAt + (2 * n + 1) * step).sub(shift);
            otherSum = otherSum.add(other);
            otherSquare = other.fma(other, otherSquare);
        }
        if (pixels % 2 == 1) {
            FloatVector last = load(x, xMemory, xAt + (pixels - 1) * step).sub(shift);
            otherSum = otherSum.add(last);
            otherSquare = last.fma(last, otherSquare);
        }
        sum.add(otherSum).intoArray(first, 0);
        square.add(otherSquare).intoArray(second, 0);
    }

    /** Makes sums of differences from {@code shift} into means, and those of their squares into sums of squared differences from these. */
    static void center(double[] sums, double[] squares, float[] shift, int count) {
        for (int c = 0; c < shift.length; c++) {
            double mean = sums[c] / count;
            squares[c] -= sums[c] * mean;
            sums[c] = shift[c] + mean;
        }
    }

    /** Adds what was added up since the last time to these channels' sums. */
    void settle(int channel, double[] sums, double[] others) {
        for (int i = 0; i < WIDTH; i++) {
            sums[channel + i] += first[i];
            others[channel + i] += second[i];
        }
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
    }

    /**
     * Adds gradients of the outputs, where the ReLU lets them through, and their products with {@code value - mean}.
     *
     * @param forward what was done to the values
     */
    void addGradients(
            Storage values,
            int i,
            Storage gradients,
            int j,
            int pixels,
            int step,
            Rescale forward,
            float[] means,
            int channel) {
        float[] x = values.array();
        ByteBuffer xMemory = values.memory();
        int xAt = values.start() + i;
        float[] g = gradients.array();
        ByteBuffer gMemory = gradients.memory();
        int gAt = gradients.start() + j;
        FloatVector factor = load(forward.factors(), channel);
        FloatVector term = load(forward.terms(), channel);
        FloatVector mean = load(means, channel);
        FloatVector least = all(forward.least());
        FloatVector sum = load(first, 0);
        FloatVector product = load(second, 0);
        FloatVector otherSum = zero();
        FloatVector otherProduct = zero();
        int pairs = pixels / 2;
        for (int n = 0; n < pairs; n++) {
            FloatVector value = load(x, xMemory, xAt + 2 * n * step);
            FloatVector gradient = load(g, gMemory, gAt + 2 * n * step)
                    .blend(zero(), value.fma(factor, term).compare(VectorOperators.LE, least));
            sum = sum.add(gradient);
            product = value.sub(mean).fma(gradient, product);
            FloatVector other = load(x, xMemory, xAt + (2 * n + 1) * step);
            FloatVector otherGradient = load(g, gMemory, gAt + (2 * n + 1) * step)
                    .blend(zero(), other.fma(factor, term).compare(VectorOperators.LE, least));
            otherSum = otherSum.add(otherGradient);
            otherProduct = other.sub(mean).fma(otherGradient, otherProduct);
        }
        if (pixels % 2 == 1) {
            FloatVector last = load(x, xMemory, xAt + (pixels - 1) * step);
            FloatVector gradient = load(g, gMemory, gAt + (pixels - 1) * step)
                    .blend(zero(), last.fma(factor, term).compare(VectorOperators.LE, least));
            otherSum = otherSum.add(gradient);
            otherProduct = last.sub(mean).fma(gradient, otherProduct);
        }
        sum.add(otherSum).intoArray(first, 0);
        product.add(otherProduct).intoArray(second, 0);
    }

    /**
     * Makes gradients of the inputs, at {@code k, k + step, ...}, of those of the outputs: {@code factor * gradient + slope * value + constant}, where the ReLU
     * has cut off nothing; elsewhere the gradient is zero.
     *
     * @param forward what was done to the values
     */
    static void combine(
            Storage values,
            int i,
            Storage gradients,
            int j,
            Storage to,
            int k,
            int pixels,
            int step,
            Rescale forward,
            float[] slopes,
            float[] constants,
            int channel) {
        float[] x = values.array();
        ByteBuffer xMemory = values.memory();
        int xAt = values.start() + i;
        float[] g = gradients.array();
        ByteBuffer gMemory = gradients.memory();
        int gAt = gradients.start() + j;
        float[] y = to.array();
        ByteBuffer yMemory = to.memory();
        int yAt = to.start() + k;
        FloatVector factor = load(forward.factors(), channel);
        FloatVector term = load(forward.terms(), channel);
        FloatVector slope = load(slopes, channel);
        FloatVector constant = load(constants, channel);
        if (forward.relu()) {
            for (int n = 0; n < pixels; n++) {
                FloatVector value = load(x, xMemory, xAt + n * step);
                FloatVector output = value.fma(factor, term);
                FloatVector gradient = load(g, gMemory, gAt + n * step)
                        .blend(zero(), output.compare(VectorOperators.LE, 0f))
                        .fma(factor, value.fma(slope, constant));
                store(gradient, y, yMemory, yAt + n * step);
            }
        } else {
            for (int n = 0; n < pixels; n++) {
                FloatVector gradient = load(g, gMemory, gAt + n * step)
                        .fma(factor, load(x, xMemory, xAt + n * step).fma(slope, constant));
                store(gradient, y, yMemory, yAt + n * step);
            }
        }
    }
}

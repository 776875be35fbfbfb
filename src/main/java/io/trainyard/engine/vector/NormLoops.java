package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
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
 * gradients[j], gradients[j + step], ...}. They add up in single precision; after few enough pixels {@link #settle} adds that to the
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
        for (int n = 0; n < pixels; n++) {
            FloatVector difference = load(x, xMemory, xAt + n * step).sub(shift);
            sum = sum.add(difference);
            square = difference.fma(difference, square);
        }
        sum.intoArray(first, 0);
        square.intoArray(second, 0);
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
        FloatVector sum = load(first, 0);
        FloatVector product = load(second, 0);
        if (forward.relu()) {
            for (int n = 0; n < pixels; n++) {
                FloatVector value = load(x, xMemory, xAt + n * step);
                FloatVector output = value.fma(factor, term);
                FloatVector gradient =
                        load(g, gMemory, gAt + n * step).blend(zero(), output.compare(VectorOperators.LE, 0f));
                sum = sum.add(gradient);
                product = value.sub(mean).fma(gradient, product);
            }
        } else {
            for (int n = 0; n < pixels; n++) {
                FloatVector gradient = load(g, gMemory, gAt + n * step);
                sum = sum.add(gradient);
                product = load(x, xMemory, xAt + n * step).sub(mean).fma(gradient, product);
            }
        }
        sum.intoArray(first, 0);
        product.intoArray(second, 0);
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

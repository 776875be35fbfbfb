package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of the gradient of depthwise weights: a sum for each tap of a 3x3 kernel, by channel. They go over inputs, which are
 * multiplied by the gradients of the outputs that see them.
 *
 * @param columns of inputs
 * @param rescale what is still to be done to the inputs
 */
record TapSums(int columns, Rescale rescale) {

    /**
     * Adds to the sums, at {@code s}, of some rows.
     *
     * @param slopes gradients of outputs, {@link PaddedPlane#ofGradients}
     * @param from the place of the first whose output sees the first input
     * @param channel the block's first
     */
    void add(float[] x, int i, int rows, PaddedPlane slopes, int from, float[] sums, int s, int channel) {
        float[] g = slopes.values();
        int pitch = slopes.pitch();
        FloatVector factor = load(rescale.factors(), channel);
        FloatVector term = load(rescale.terms(), channel);
        FloatVector least = all(rescale.least());
        FloatVector s0 = load(sums, s);
        FloatVector s1 = load(sums, s + WIDTH);
        FloatVector s2 = load(sums, s + 2 * WIDTH);
        FloatVector s3 = load(sums, s + 3 * WIDTH);
        FloatVector s4 = load(sums, s + 4 * WIDTH);
        FloatVector s5 = load(sums, s + 5 * WIDTH);
        FloatVector s6 = load(sums, s + 6 * WIDTH);
        FloatVector s7 = load(sums, s + 7 * WIDTH);
        FloatVector s8 = load(sums, s + 8 * WIDTH);
        int skip = pitch - columns * WIDTH;
        int upper = from;
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            FloatVector input = load(x, i + n * WIDTH).fma(factor, term);
            input = input.blend(least, input.compare(VectorOperators.LT, least));
            int middle = upper + pitch;
            int lower = middle + pitch;
            s8 = load(g, upper).fma(input, s8);
            s7 = load(g, upper + WIDTH).fma(input, s7);
            s6 = load(g, upper + 2 * WIDTH).fma(input, s6);
            s5 = load(g, middle).fma(input, s5);
            s4 = load(g, middle + WIDTH).fma(input, s4);
            s3 = load(g, middle + 2 * WIDTH).fma(input, s3);
            s2 = load(g, lower).fma(input, s2);
            s1 = load(g, lower + WIDTH).fma(input, s1);
            s0 = load(g, lower + 2 * WIDTH).fma(input, s0);
            upper += WIDTH;
            if (++column == columns) {
                column = 0;
                upper += skip;
            }
        }
        s0.intoArray(sums, s);
        s1.intoArray(sums, s + WIDTH);
        s2.intoArray(sums, s + 2 * WIDTH);
        s3.intoArray(sums, s + 3 * WIDTH);
        s4.intoArray(sums, s + 4 * WIDTH);
        s5.intoArray(sums, s + 5 * WIDTH);
        s6.intoArray(sums, s + 6 * WIDTH);
        s7.intoArray(sums, s + 7 * WIDTH);
        s8.intoArray(sums, s + 8 * WIDTH);
    }
}

package io.trainyard.engine.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Weights [out, in / groups, kernel, kernel], by output. Several groups of few channels are merged, as one with zeros for what
 * an output does not see.
 *
 * @param in channels of a group
 * @param out channels of a group
 * @param all channels of all groups' outputs
 * @param merged groups
 * @param area of a kernel
 */
record WeightRows(int in, int out, int all, int merged, int area) {

    /** Inputs of merged groups. */
    int inputs() {
        return merged * in;
    }

    /** Outputs of merged groups. */
    int outputs() {
        return merged * out;
    }

    /** Copies an output's weights for inputs {@code begin} to before {@code end} of its merged groups; zeros for those that there are not. */
    void get(FloatBuffer weights, int output, int begin, int end, float[] row, int at) {
        int first = first(output);
        int from = Math.max(begin, first);
        int to = output < all ? Math.min(end, first + in) : begin;
        if (to - from < end - begin) {
            Arrays.fill(row, at, at + (end - begin) * area, 0);
        }
        if (from < to) {
            weights.get((output * in + from - first) * area, row, at + (from - begin) * area, (to - from) * area);
        }
    }

    /** The opposite; what an output does not see is left out. */
    void put(FloatBuffer weights, int output, int begin, int end, float[] row, int at) {
        int first = first(output);
        int from = Math.max(begin, first);
        int to = output < all ? Math.min(end, first + in) : begin;
        if (from < to) {
            weights.put((output * in + from - first) * area, row, at + (from - begin) * area, (to - from) * area);
        }
    }

    /** The first input that an output sees, of those of its merged groups. */
    private int first(int output) {
        return output / out % merged * in;
    }
}

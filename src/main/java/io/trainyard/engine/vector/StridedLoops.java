package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of the way back through depthwise convolutions of 3x3 kernels with a stride of 2, over squares of 2x2 pixels of the inputs.
 * The first pixel of a square is the middle of one output's kernel; the others are seen by that output and the next ones to the
 * right, below, or both: of 36 taps 9 are there.
 *
 * @param columns of inputs
 * @param rescale what is still to be done to the inputs
 */
record StridedLoops(int columns, Rescale rescale) {

    /** Whether inputs come in such squares. */
    static boolean suit(Window window) {
        return window.strideHeight() == 2
                && window.top() == 1
                && window.left() == 1
                && window.height() % 2 == 0
                && window.width() % 2 == 0;
    }

    /**
     * Writes gradients of some rows of inputs.
     *
     * @param slopes gradients of outputs, {@link PaddedPlane#ofStridedGradients}
     * @param from the place of the first square's
     * @param turned weights at {@code w}
     */
    void convolve(PaddedPlane slopes, int from, int rows, float[] turned, int w, float[] y, int j) {
        float[] g = slopes.values();
        int pitch = slopes.pitch();
        FloatVector w0 = load(turned, w);
        FloatVector w1 = load(turned, w + WIDTH);
        FloatVector w2 = load(turned, w + 2 * WIDTH);
        FloatVector w3 = load(turned, w + 3 * WIDTH);
        FloatVector w4 = load(turned, w + 4 * WIDTH);
        FloatVector w5 = load(turned, w + 5 * WIDTH);
        FloatVector w6 = load(turned, w + 6 * WIDTH);
        FloatVector w7 = load(turned, w + 7 * WIDTH);
        FloatVector w8 = load(turned, w + 8 * WIDTH);
        int width = columns * WIDTH;
        int skip = pitch - width / 2;
        int at = from;
        int pixel = 0;
        int column = 0;
        for (int n = 0; n < rows * columns / 4; n++) {
            FloatVector g00 = load(g, at);
            FloatVector g01 = load(g, at + WIDTH);
            FloatVector g10 = load(g, at + pitch);
            FloatVector g11 = load(g, at + pitch + WIDTH);
            g00.mul(w4).intoArray(y, j + pixel);
            g01.fma(w5, g00.mul(w3)).intoArray(y, j + pixel + WIDTH);
            g10.fma(w7, g00.mul(w1)).intoArray(y, j + pixel + width);
            g11.fma(w8, g10.fma(w6, g01.fma(w2, g00.mul(w0)))).intoArray(y, j + pixel + width + WIDTH);
            at += WIDTH;
            pixel += 2 * WIDTH;
            column += 2;
            if (column == columns) {
                column = 0;
                at += skip;
                pixel += width;
            }
        }
    }

    /**
     * Adds to the sums of each tap, at {@code s}.
     *
     * @param channel the block's first
     */
    void addTaps(float[] x, int i, int rows, PaddedPlane slopes, int from, float[] sums, int s, int channel) {
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
        int width = columns * WIDTH;
        int skip = pitch - width / 2;
        int at = from;
        int pixel = 0;
        int column = 0;
        for (int n = 0; n < rows * columns / 4; n++) {
            FloatVector g00 = load(g, at);
            FloatVector g01 = load(g, at + WIDTH);
            FloatVector g10 = load(g, at + pitch);
            FloatVector g11 = load(g, at + pitch + WIDTH);
            FloatVector input0 = load(x, i + pixel).fma(factor, term);
            input0 = input0.blend(least, input0.compare(VectorOperators.LT, least));
            s4 = input0.fma(g00, s4);
            FloatVector input1 = load(x, i + pixel + WIDTH).fma(factor, term);
            input1 = input1.blend(least, input1.compare(VectorOperators.LT, least));
            s5 = input1.fma(g00, s5);
            s3 = input1.fma(g01, s3);
            FloatVector input2 = load(x, i + pixel + width).fma(factor, term);
            input2 = input2.blend(least, input2.compare(VectorOperators.LT, least));
            s7 = input2.fma(g00, s7);
            s1 = input2.fma(g10, s1);
            FloatVector input3 = load(x, i + pixel + width + WIDTH).fma(factor, term);
            input3 = input3.blend(least, input3.compare(VectorOperators.LT, least));
            s8 = input3.fma(g00, s8);
            s6 = input3.fma(g01, s6);
            s2 = input3.fma(g10, s2);
            s0 = input3.fma(g11, s0);
            at += WIDTH;
            pixel += 2 * WIDTH;
            column += 2;
            if (column == columns) {
                column = 0;
                at += skip;
                pixel += width;
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

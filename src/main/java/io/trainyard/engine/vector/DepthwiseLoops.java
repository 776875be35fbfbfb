package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of depthwise convolutions of 3x3 kernels over a {@link PaddedPlane}. Over rows and columns there is one loop, as in loops within each
 * other vectors become objects. With stride 1 two outputs beside each other share what is loaded; with four of them the methods
 * become too large for the compiler.
 *
 * @param columns of outputs
 */
record DepthwiseLoops(int columns) {

    private static final int LEAST_PAIR = 2;

    /**
     * Writes some rows of outputs, which lie beside each other.
     *
     * @param from the place of the first that the first output sees
     * @param weights at {@code w}, and the bias behind them
     */
    void convolve(PaddedPlane plane, int from, int stride, int rows, float[] weights, int w, float[] y, int to) {
        if (stride == 1 && columns >= LEAST_PAIR) {
            convolvePairs(plane, from, rows, weights, w, y, to);
        } else {
            convolveAny(plane, from, stride, rows, weights, w, y, to);
        }
    }

    private void convolveAny(
            PaddedPlane plane, int from, int stride, int rows, float[] weights, int w, float[] y, int to) {
        float[] x = plane.values();
        int pitch = plane.pitch();
        FloatVector w0 = load(weights, w);
        FloatVector w1 = load(weights, w + WIDTH);
        FloatVector w2 = load(weights, w + 2 * WIDTH);
        FloatVector w3 = load(weights, w + 3 * WIDTH);
        FloatVector w4 = load(weights, w + 4 * WIDTH);
        FloatVector w5 = load(weights, w + 5 * WIDTH);
        FloatVector w6 = load(weights, w + 6 * WIDTH);
        FloatVector w7 = load(weights, w + 7 * WIDTH);
        FloatVector w8 = load(weights, w + 8 * WIDTH);
        FloatVector bias = load(weights, w + 9 * WIDTH);
        int skip = stride * pitch - columns * stride * WIDTH;
        int at = from;
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            int middle = at + pitch;
            int lower = middle + pitch;
            FloatVector first = load(x, at).fma(w0, bias);
            FloatVector second = load(x, middle).mul(w3);
            FloatVector third = load(x, lower).mul(w6);
            first = load(x, at + WIDTH).fma(w1, first);
            second = load(x, middle + WIDTH).fma(w4, second);
            third = load(x, lower + WIDTH).fma(w7, third);
            first = load(x, at + 2 * WIDTH).fma(w2, first);
            second = load(x, middle + 2 * WIDTH).fma(w5, second);
            third = load(x, lower + 2 * WIDTH).fma(w8, third);
            first.add(second).add(third).intoArray(y, to + n * WIDTH);
            at += stride * WIDTH;
            if (++column == columns) {
                column = 0;
                at += skip;
            }
        }
    }

    /** The last output of a row may be there twice. */
    private void convolvePairs(PaddedPlane plane, int from, int rows, float[] weights, int w, float[] y, int to) {
        float[] x = plane.values();
        int pitch = plane.pitch();
        FloatVector w0 = load(weights, w);
        FloatVector w1 = load(weights, w + WIDTH);
        FloatVector w2 = load(weights, w + 2 * WIDTH);
        FloatVector w3 = load(weights, w + 3 * WIDTH);
        FloatVector w4 = load(weights, w + 4 * WIDTH);
        FloatVector w5 = load(weights, w + 5 * WIDTH);
        FloatVector w6 = load(weights, w + 6 * WIDTH);
        FloatVector w7 = load(weights, w + 7 * WIDTH);
        FloatVector w8 = load(weights, w + 8 * WIDTH);
        FloatVector bias = load(weights, w + 9 * WIDTH);
        int width = columns * WIDTH;
        int last = width - 2 * WIDTH;
        int ofRow = (columns + 1) / 2;
        int at = from;
        int column = 0;
        int some = 0;
        for (int n = 0; n < rows * ofRow; n++) {
            int i = at + column;
            FloatVector v00 = load(x, i);
            FloatVector s0 = v00.fma(w0, bias);
            FloatVector v01 = load(x, i + WIDTH);
            s0 = v01.fma(w1, s0);
            FloatVector s1 = v01.fma(w0, bias);
            FloatVector v02 = load(x, i + 2 * WIDTH);
            s0 = v02.fma(w2, s0);
            s1 = v02.fma(w1, s1);
            FloatVector v03 = load(x, i + 3 * WIDTH);
            s1 = v03.fma(w2, s1);
            i += pitch;
            FloatVector v10 = load(x, i);
            s0 = v10.fma(w3, s0);
            FloatVector v11 = load(x, i + WIDTH);
            s0 = v11.fma(w4, s0);
            s1 = v11.fma(w3, s1);
            FloatVector v12 = load(x, i + 2 * WIDTH);
            s0 = v12.fma(w5, s0);
            s1 = v12.fma(w4, s1);
            FloatVector v13 = load(x, i + 3 * WIDTH);
            s1 = v13.fma(w5, s1);
            i += pitch;
            FloatVector v20 = load(x, i);
            s0 = v20.fma(w6, s0);
            FloatVector v21 = load(x, i + WIDTH);
            s0 = v21.fma(w7, s0);
            s1 = v21.fma(w6, s1);
            FloatVector v22 = load(x, i + 2 * WIDTH);
            s0 = v22.fma(w8, s0);
            s1 = v22.fma(w7, s1);
            FloatVector v23 = load(x, i + 3 * WIDTH);
            s1 = v23.fma(w8, s1);
            int j = to + column;
            s0.intoArray(y, j);
            s1.intoArray(y, j + WIDTH);
            column = Math.min(column + 2 * WIDTH, last);
            if (++some == ofRow) {
                some = 0;
                column = 0;
                at += pitch;
                to += width;
            }
        }
    }
}

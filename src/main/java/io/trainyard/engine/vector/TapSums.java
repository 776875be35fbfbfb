package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of the gradient of depthwise weights: a sum over all outputs for each tap of a 3x3 kernel, by channel. They are made as
 * those of {@link DepthwiseLoops}.
 *
 * @param rows of outputs
 * @param columns likewise
 */
record TapSums(int rows, int columns) {

    /**
     * Adds to the sums, at {@code s}, each output's gradient times the nine pixels that it sees.
     *
     * @param slopes gradients of the outputs
     */
    void add(PaddedPlane plane, PaddedPlane slopes, int stride, float[] sums, int s) {
        if (stride == 1 && columns % 2 == 0) {
            addPairs(plane, slopes, sums, s);
        } else {
            addAny(plane, slopes, stride, sums, s);
        }
    }

    private void addAny(PaddedPlane plane, PaddedPlane slopes, int stride, float[] sums, int s) {
        float[] x = plane.values();
        float[] g = slopes.values();
        int pitch = plane.pitch();
        FloatVector s0 = load(sums, s);
        FloatVector s1 = load(sums, s + WIDTH);
        FloatVector s2 = load(sums, s + 2 * WIDTH);
        FloatVector s3 = load(sums, s + 3 * WIDTH);
        FloatVector s4 = load(sums, s + 4 * WIDTH);
        FloatVector s5 = load(sums, s + 5 * WIDTH);
        FloatVector s6 = load(sums, s + 6 * WIDTH);
        FloatVector s7 = load(sums, s + 7 * WIDTH);
        FloatVector s8 = load(sums, s + 8 * WIDTH);
        int step = stride * WIDTH;
        int skip = stride * pitch - columns * step;
        int slopeSkip = slopes.skip();
        int at = START;
        int slope = slopes.first();
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            int middle = at + pitch;
            int lower = middle + pitch;
            FloatVector gradient = load(g, slope);
            s0 = load(x, at).fma(gradient, s0);
            s1 = load(x, at + WIDTH).fma(gradient, s1);
            s2 = load(x, at + 2 * WIDTH).fma(gradient, s2);
            s3 = load(x, middle).fma(gradient, s3);
            s4 = load(x, middle + WIDTH).fma(gradient, s4);
            s5 = load(x, middle + 2 * WIDTH).fma(gradient, s5);
            s6 = load(x, lower).fma(gradient, s6);
            s7 = load(x, lower + WIDTH).fma(gradient, s7);
            s8 = load(x, lower + 2 * WIDTH).fma(gradient, s8);
            at += step;
            slope += step;
            if (++column == columns) {
                column = 0;
                at += skip;
                slope += slopeSkip;
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

    private void addPairs(PaddedPlane plane, PaddedPlane slopes, float[] sums, int s) {
        float[] x = plane.values();
        float[] g = slopes.values();
        int pitch = plane.pitch();
        int slopePitch = slopes.pitch();
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
        int at = START;
        int slope = slopes.first();
        int column = 0;
        int count = rows * columns / 2;
        for (int n = 0; n < count; n++) {
            int i = at + column;
            int j = slope + column;
            FloatVector g0 = load(g, j);
            FloatVector g1 = load(g, j + WIDTH);
            FloatVector v00 = load(x, i);
            s0 = v00.fma(g0, s0);
            FloatVector v01 = load(x, i + WIDTH);
            s1 = v01.fma(g0, s1);
            s0 = v01.fma(g1, s0);
            FloatVector v02 = load(x, i + 2 * WIDTH);
            s2 = v02.fma(g0, s2);
            s1 = v02.fma(g1, s1);
            FloatVector v03 = load(x, i + 3 * WIDTH);
            s2 = v03.fma(g1, s2);
            i += pitch;
            FloatVector v10 = load(x, i);
            s3 = v10.fma(g0, s3);
            FloatVector v11 = load(x, i + WIDTH);
            s4 = v11.fma(g0, s4);
            s3 = v11.fma(g1, s3);
            FloatVector v12 = load(x, i + 2 * WIDTH);
            s5 = v12.fma(g0, s5);
            s4 = v12.fma(g1, s4);
            FloatVector v13 = load(x, i + 3 * WIDTH);
            s5 = v13.fma(g1, s5);
            i += pitch;
            FloatVector v20 = load(x, i);
            s6 = v20.fma(g0, s6);
            FloatVector v21 = load(x, i + WIDTH);
            s7 = v21.fma(g0, s7);
            s6 = v21.fma(g1, s6);
            FloatVector v22 = load(x, i + 2 * WIDTH);
            s8 = v22.fma(g0, s8);
            s7 = v22.fma(g1, s7);
            FloatVector v23 = load(x, i + 3 * WIDTH);
            s8 = v23.fma(g1, s8);
            column += 2 * WIDTH;
            if (column == width) {
                column = 0;
                at += pitch;
                slope += slopePitch;
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

    /** Adds gradients, and the zeros around them, to the sum at {@code s}. */
    static void add(PaddedPlane slopes, float[] sums, int s) {
        float[] g = slopes.values();
        FloatVector sum = load(sums, s);
        for (int n = START; n < g.length; n += WIDTH) {
            sum = sum.add(load(g, n));
        }
        sum.intoArray(sums, s);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.TILE;

import jdk.incubator.vector.FloatVector;

/**
 * What {@link Transform} does to columns, or else to rows, of tiles.
 *
 * <p>Each is written out for both: with one side's places known to the compiler, it needs no more registers for the other's than
 * there are. And both are in one method, since Java's compiler never puts one of this length into its callers: with many such
 * in one it gives up on some of them, which costs a factor of three and more.
 */
final class TileTransforms {

    private TileTransforms() {}

    /** {@link Transform#INPUT}. */
    static void input(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector d0 = load(from, i);
                FloatVector d1 = load(from, i + step);
                FloatVector d2 = load(from, i + 2 * step);
                FloatVector d3 = load(from, i + 3 * step);
                FloatVector d4 = load(from, i + 4 * step);
                FloatVector d5 = load(from, i + 5 * step);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(to, j);
                even.add(odd).intoArray(to, j + WIDTH);
                even.sub(odd).intoArray(to, j + 2 * WIDTH);
                far.add(twice).intoArray(to, j + 3 * WIDTH);
                far.sub(twice).intoArray(to, j + 4 * WIDTH);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector d0 = load(from, i);
                FloatVector d1 = load(from, i + TILE * WIDTH);
                FloatVector d2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector d3 = load(from, i + 3 * TILE * WIDTH);
                FloatVector d4 = load(from, i + 4 * TILE * WIDTH);
                FloatVector d5 = load(from, i + 5 * TILE * WIDTH);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(to, j);
                even.add(odd).intoArray(to, j + step);
                even.sub(odd).intoArray(to, j + 2 * step);
                far.add(twice).intoArray(to, j + 3 * step);
                far.sub(twice).intoArray(to, j + 4 * step);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** {@link Transform#FOUR_OUTPUT_GRADIENTS}. */
    static void fourOutputGradients(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + step);
                FloatVector y2 = load(from, i + 2 * step);
                FloatVector y3 = load(from, i + 3 * step);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, j);
                even.add(odd).intoArray(to, j + WIDTH);
                even.sub(odd).intoArray(to, j + 2 * WIDTH);
                farEven.add(twice).intoArray(to, j + 3 * WIDTH);
                farEven.sub(twice).intoArray(to, j + 4 * WIDTH);
                y3.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + TILE * WIDTH);
                FloatVector y2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector y3 = load(from, i + 3 * TILE * WIDTH);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, j);
                even.add(odd).intoArray(to, j + step);
                even.sub(odd).intoArray(to, j + 2 * step);
                farEven.add(twice).intoArray(to, j + 3 * step);
                farEven.sub(twice).intoArray(to, j + 4 * step);
                y3.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** {@link Transform#FOUR_OUTPUTS}. */
    static void fourOutputs(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + step);
                FloatVector m2 = load(from, i + 2 * step);
                FloatVector m3 = load(from, i + 3 * step);
                FloatVector m4 = load(from, i + 4 * step);
                FloatVector m5 = load(from, i + 5 * step);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, j);
                farSlope.fma(all(2), nearSlope).intoArray(to, j + WIDTH);
                far.fma(all(4), near).intoArray(to, j + 2 * WIDTH);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, j + 3 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + 4 * WIDTH);
                FloatVector m2 = load(from, i + 8 * WIDTH);
                FloatVector m3 = load(from, i + 12 * WIDTH);
                FloatVector m4 = load(from, i + 16 * WIDTH);
                FloatVector m5 = load(from, i + 20 * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, j);
                farSlope.fma(all(2), nearSlope).intoArray(to, j + step);
                far.fma(all(4), near).intoArray(to, j + 2 * step);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, j + 3 * step);
                i += next;
                j += nextTo;
            }
        }
    }
}

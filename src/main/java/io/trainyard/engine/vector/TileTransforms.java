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

    /** {@link Transform#INPUT}. The factors are made once, since the compiler gives up on a method of that many vectors otherwise. */
    static void input(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        FloatVector four = all(4);
        FloatVector minusFour = all(-4);
        FloatVector minusFive = all(-5);
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector d0 = load(from, in);
                FloatVector d1 = load(from, in + step);
                FloatVector d2 = load(from, in + 2 * step);
                FloatVector d3 = load(from, in + 3 * step);
                FloatVector d4 = load(from, in + 4 * step);
                FloatVector d5 = load(from, in + 5 * step);
                FloatVector even = d2.fma(minusFour, d4);
                FloatVector odd = d1.fma(minusFour, d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
                even.add(odd).intoArray(to, out + WIDTH);
                even.sub(odd).intoArray(to, out + 2 * WIDTH);
                far.add(twice).intoArray(to, out + 3 * WIDTH);
                far.sub(twice).intoArray(to, out + 4 * WIDTH);
                d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector d0 = load(from, in);
                FloatVector d1 = load(from, in + TILE * WIDTH);
                FloatVector d2 = load(from, in + 2 * TILE * WIDTH);
                FloatVector d3 = load(from, in + 3 * TILE * WIDTH);
                FloatVector d4 = load(from, in + 4 * TILE * WIDTH);
                FloatVector d5 = load(from, in + 5 * TILE * WIDTH);
                FloatVector even = d2.fma(minusFour, d4);
                FloatVector odd = d1.fma(minusFour, d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
                even.add(odd).intoArray(to, out + step);
                even.sub(odd).intoArray(to, out + 2 * step);
                far.add(twice).intoArray(to, out + 3 * step);
                far.sub(twice).intoArray(to, out + 4 * step);
                d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * step);
            }
        }
    }

    /** {@link Transform#FOUR_OUTPUT_GRADIENTS}. */
    static void fourOutputGradients(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + step);
                FloatVector y2 = load(from, in + 2 * step);
                FloatVector y3 = load(from, in + 3 * step);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, out);
                even.add(odd).intoArray(to, out + WIDTH);
                even.sub(odd).intoArray(to, out + 2 * WIDTH);
                farEven.add(twice).intoArray(to, out + 3 * WIDTH);
                farEven.sub(twice).intoArray(to, out + 4 * WIDTH);
                y3.intoArray(to, out + 5 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + TILE * WIDTH);
                FloatVector y2 = load(from, in + 2 * TILE * WIDTH);
                FloatVector y3 = load(from, in + 3 * TILE * WIDTH);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, out);
                even.add(odd).intoArray(to, out + step);
                even.sub(odd).intoArray(to, out + 2 * step);
                farEven.add(twice).intoArray(to, out + 3 * step);
                farEven.sub(twice).intoArray(to, out + 4 * step);
                y3.intoArray(to, out + 5 * step);
            }
        }
    }

    /** {@link Transform#FOUR_OUTPUTS}. */
    static void fourOutputs(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = load(from, in);
                FloatVector m1 = load(from, in + step);
                FloatVector m2 = load(from, in + 2 * step);
                FloatVector m3 = load(from, in + 3 * step);
                FloatVector m4 = load(from, in + 4 * step);
                FloatVector m5 = load(from, in + 5 * step);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, out);
                farSlope.fma(all(2), nearSlope).intoArray(to, out + WIDTH);
                far.fma(all(4), near).intoArray(to, out + 2 * WIDTH);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, out + 3 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = load(from, in);
                FloatVector m1 = load(from, in + 4 * WIDTH);
                FloatVector m2 = load(from, in + 8 * WIDTH);
                FloatVector m3 = load(from, in + 12 * WIDTH);
                FloatVector m4 = load(from, in + 16 * WIDTH);
                FloatVector m5 = load(from, in + 20 * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, out);
                farSlope.fma(all(2), nearSlope).intoArray(to, out + step);
                far.fma(all(4), near).intoArray(to, out + 2 * step);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, out + 3 * step);
            }
        }
    }
}

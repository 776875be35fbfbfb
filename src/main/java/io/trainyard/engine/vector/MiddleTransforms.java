package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Transform.MIDDLE_TILE;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link LargeTransforms}, without the point at infinity: the last input and the last product are left out. Those methods that would
 * be short enough to be put into their caller do both columns and rows, as in {@link TileTransforms}.
 */
final class MiddleTransforms {

    private MiddleTransforms() {}

    /** {@link Transform#MIDDLE_INPUT}. */
    static void input(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            inputOfColumns(from, i, step, to, j, lines);
        } else {
            inputOfRows(from, i, step, to, j, lines);
        }
    }

    private static void inputOfColumns(float[] from, int i, int step, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector d0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector d1 = FloatVector.fromArray(SPECIES, from, in + step);
            FloatVector d2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
            FloatVector d3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
            FloatVector d4 = FloatVector.fromArray(SPECIES, from, in + 4 * step);
            FloatVector d5 = FloatVector.fromArray(SPECIES, from, in + 5 * step);
            FloatVector d6 = FloatVector.fromArray(SPECIES, from, in + 6 * step);
            FloatVector even = d4.fma(FloatVector.broadcast(SPECIES, -4.25f), d2.add(d6));
            FloatVector odd = d3.fma(FloatVector.broadcast(SPECIES, -4.25f), d1.add(d5));
            FloatVector far =
                    d2.fma(FloatVector.broadcast(SPECIES, 0.25f), d4.fma(FloatVector.broadcast(SPECIES, -1.25f), d6));
            FloatVector middle = d3.mul(FloatVector.broadcast(SPECIES, -2.5f));
            FloatVector farOdd =
                    d1.fma(FloatVector.broadcast(SPECIES, 0.5f), d5.fma(FloatVector.broadcast(SPECIES, 2), middle));
            FloatVector close =
                    d2.fma(FloatVector.broadcast(SPECIES, 4), d4.fma(FloatVector.broadcast(SPECIES, -5), d6));
            FloatVector closeOdd =
                    d1.fma(FloatVector.broadcast(SPECIES, 2), d5.fma(FloatVector.broadcast(SPECIES, 0.5f), middle));
            d4.sub(d2).fma(FloatVector.broadcast(SPECIES, 5.25f), d0.sub(d6)).intoArray(to, out);
            even.add(odd).intoArray(to, out + WIDTH);
            even.sub(odd).intoArray(to, out + 2 * WIDTH);
            far.add(farOdd).intoArray(to, out + 3 * WIDTH);
            far.sub(farOdd).intoArray(to, out + 4 * WIDTH);
            close.add(closeOdd).intoArray(to, out + 5 * WIDTH);
            close.sub(closeOdd).intoArray(to, out + 6 * WIDTH);
        }
    }

    private static void inputOfRows(float[] from, int i, int step, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector d0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector d1 = FloatVector.fromArray(SPECIES, from, in + MIDDLE_TILE * WIDTH);
            FloatVector d2 = FloatVector.fromArray(SPECIES, from, in + 2 * MIDDLE_TILE * WIDTH);
            FloatVector d3 = FloatVector.fromArray(SPECIES, from, in + 3 * MIDDLE_TILE * WIDTH);
            FloatVector d4 = FloatVector.fromArray(SPECIES, from, in + 4 * MIDDLE_TILE * WIDTH);
            FloatVector d5 = FloatVector.fromArray(SPECIES, from, in + 5 * MIDDLE_TILE * WIDTH);
            FloatVector d6 = FloatVector.fromArray(SPECIES, from, in + 6 * MIDDLE_TILE * WIDTH);
            FloatVector even = d4.fma(FloatVector.broadcast(SPECIES, -4.25f), d2.add(d6));
            FloatVector odd = d3.fma(FloatVector.broadcast(SPECIES, -4.25f), d1.add(d5));
            FloatVector far =
                    d2.fma(FloatVector.broadcast(SPECIES, 0.25f), d4.fma(FloatVector.broadcast(SPECIES, -1.25f), d6));
            FloatVector middle = d3.mul(FloatVector.broadcast(SPECIES, -2.5f));
            FloatVector farOdd =
                    d1.fma(FloatVector.broadcast(SPECIES, 0.5f), d5.fma(FloatVector.broadcast(SPECIES, 2), middle));
            FloatVector close =
                    d2.fma(FloatVector.broadcast(SPECIES, 4), d4.fma(FloatVector.broadcast(SPECIES, -5), d6));
            FloatVector closeOdd =
                    d1.fma(FloatVector.broadcast(SPECIES, 2), d5.fma(FloatVector.broadcast(SPECIES, 0.5f), middle));
            d4.sub(d2).fma(FloatVector.broadcast(SPECIES, 5.25f), d0.sub(d6)).intoArray(to, out);
            even.add(odd).intoArray(to, out + step);
            even.sub(odd).intoArray(to, out + 2 * step);
            far.add(farOdd).intoArray(to, out + 3 * step);
            far.sub(farOdd).intoArray(to, out + 4 * step);
            close.add(closeOdd).intoArray(to, out + 5 * step);
            close.sub(closeOdd).intoArray(to, out + 6 * step);
        }
    }

    /** {@link Transform#MIDDLE_OUTPUTS}. */
    static void outputs(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = FloatVector.fromArray(SPECIES, from, in);
                FloatVector m1 = FloatVector.fromArray(SPECIES, from, in + step);
                FloatVector m2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
                FloatVector m3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
                FloatVector m4 = FloatVector.fromArray(SPECIES, from, in + 4 * step);
                FloatVector m5 = FloatVector.fromArray(SPECIES, from, in + 5 * step);
                FloatVector m6 = FloatVector.fromArray(SPECIES, from, in + 6 * step);
                FloatVector near = m1.add(m2);
                FloatVector nearOdd = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farOdd = m3.sub(m4);
                FloatVector close = m5.add(m6);
                FloatVector closeOdd = m5.sub(m6);
                m0.add(near).add(far).add(close).intoArray(to, out);
                farOdd.fma(
                                FloatVector.broadcast(SPECIES, 2),
                                closeOdd.fma(FloatVector.broadcast(SPECIES, 0.5f), nearOdd))
                        .intoArray(to, out + WIDTH);
                far.fma(FloatVector.broadcast(SPECIES, 4), close.fma(FloatVector.broadcast(SPECIES, 0.25f), near))
                        .intoArray(to, out + 2 * WIDTH);
                farOdd.fma(
                                FloatVector.broadcast(SPECIES, 8),
                                closeOdd.fma(FloatVector.broadcast(SPECIES, 0.125f), nearOdd))
                        .intoArray(to, out + 3 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = FloatVector.fromArray(SPECIES, from, in);
                FloatVector m1 = FloatVector.fromArray(SPECIES, from, in + 4 * WIDTH);
                FloatVector m2 = FloatVector.fromArray(SPECIES, from, in + 8 * WIDTH);
                FloatVector m3 = FloatVector.fromArray(SPECIES, from, in + 12 * WIDTH);
                FloatVector m4 = FloatVector.fromArray(SPECIES, from, in + 16 * WIDTH);
                FloatVector m5 = FloatVector.fromArray(SPECIES, from, in + 20 * WIDTH);
                FloatVector m6 = FloatVector.fromArray(SPECIES, from, in + 24 * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector nearOdd = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farOdd = m3.sub(m4);
                FloatVector close = m5.add(m6);
                FloatVector closeOdd = m5.sub(m6);
                m0.add(near).add(far).add(close).intoArray(to, out);
                farOdd.fma(
                                FloatVector.broadcast(SPECIES, 2),
                                closeOdd.fma(FloatVector.broadcast(SPECIES, 0.5f), nearOdd))
                        .intoArray(to, out + step);
                far.fma(FloatVector.broadcast(SPECIES, 4), close.fma(FloatVector.broadcast(SPECIES, 0.25f), near))
                        .intoArray(to, out + 2 * step);
                farOdd.fma(
                                FloatVector.broadcast(SPECIES, 8),
                                closeOdd.fma(FloatVector.broadcast(SPECIES, 0.125f), nearOdd))
                        .intoArray(to, out + 3 * step);
            }
        }
    }

    /** {@link Transform#MIDDLE_OUTPUT_GRADIENTS}. */
    static void outputGradients(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = FloatVector.fromArray(SPECIES, from, in);
                FloatVector y1 = FloatVector.fromArray(SPECIES, from, in + step);
                FloatVector y2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
                FloatVector y3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
                FloatVector near = y0.add(y2);
                FloatVector nearOdd = y1.add(y3);
                FloatVector far = y2.fma(FloatVector.broadcast(SPECIES, 4), y0);
                FloatVector farOdd = y3.mul(FloatVector.broadcast(SPECIES, 8)).add(y1.add(y1));
                FloatVector close = y2.fma(FloatVector.broadcast(SPECIES, 0.25f), y0);
                FloatVector closeOdd =
                        y1.fma(FloatVector.broadcast(SPECIES, 0.5f), y3.mul(FloatVector.broadcast(SPECIES, 0.125f)));
                y0.intoArray(to, out);
                near.add(nearOdd).intoArray(to, out + WIDTH);
                near.sub(nearOdd).intoArray(to, out + 2 * WIDTH);
                far.add(farOdd).intoArray(to, out + 3 * WIDTH);
                far.sub(farOdd).intoArray(to, out + 4 * WIDTH);
                close.add(closeOdd).intoArray(to, out + 5 * WIDTH);
                close.sub(closeOdd).intoArray(to, out + 6 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = FloatVector.fromArray(SPECIES, from, in);
                FloatVector y1 = FloatVector.fromArray(SPECIES, from, in + MIDDLE_TILE * WIDTH);
                FloatVector y2 = FloatVector.fromArray(SPECIES, from, in + 2 * MIDDLE_TILE * WIDTH);
                FloatVector y3 = FloatVector.fromArray(SPECIES, from, in + 3 * MIDDLE_TILE * WIDTH);
                FloatVector near = y0.add(y2);
                FloatVector nearOdd = y1.add(y3);
                FloatVector far = y2.fma(FloatVector.broadcast(SPECIES, 4), y0);
                FloatVector farOdd = y3.mul(FloatVector.broadcast(SPECIES, 8)).add(y1.add(y1));
                FloatVector close = y2.fma(FloatVector.broadcast(SPECIES, 0.25f), y0);
                FloatVector closeOdd =
                        y1.fma(FloatVector.broadcast(SPECIES, 0.5f), y3.mul(FloatVector.broadcast(SPECIES, 0.125f)));
                y0.intoArray(to, out);
                near.add(nearOdd).intoArray(to, out + step);
                near.sub(nearOdd).intoArray(to, out + 2 * step);
                far.add(farOdd).intoArray(to, out + 3 * step);
                far.sub(farOdd).intoArray(to, out + 4 * step);
                close.add(closeOdd).intoArray(to, out + 5 * step);
                close.sub(closeOdd).intoArray(to, out + 6 * step);
            }
        }
    }
}

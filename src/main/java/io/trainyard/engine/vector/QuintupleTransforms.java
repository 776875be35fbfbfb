package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Transform.LARGE_TILE;

import jdk.incubator.vector.FloatVector;

/** As {@link LargeTransforms}, for five outputs on each side. */
final class QuintupleTransforms {

    private QuintupleTransforms() {}

    /** {@link Transform#FIVE_OUTPUTS}. */
    static void outputs(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            outputsOfColumns(from, i, step, to, j, lines);
        } else {
            outputsOfRows(from, i, step, to, j, lines);
        }
    }

    private static void outputsOfColumns(float[] from, int i, int step, float[] to, int j, Lines lines) {
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
            FloatVector m7 = FloatVector.fromArray(SPECIES, from, in + 7 * step);
            FloatVector near = m1.add(m2);
            FloatVector nearOdd = m1.sub(m2);
            FloatVector far = m3.add(m4);
            FloatVector farOdd = m3.sub(m4);
            FloatVector close = m5.add(m6);
            FloatVector closeOdd = m5.sub(m6);
            m0.add(near).add(far).add(close).intoArray(to, out);
            farOdd.fma(FloatVector.broadcast(SPECIES, 2), closeOdd.fma(FloatVector.broadcast(SPECIES, 0.5f), nearOdd))
                    .intoArray(to, out + WIDTH);
            far.fma(FloatVector.broadcast(SPECIES, 4), close.fma(FloatVector.broadcast(SPECIES, 0.25f), near))
                    .intoArray(to, out + 2 * WIDTH);
            farOdd.fma(FloatVector.broadcast(SPECIES, 8), closeOdd.fma(FloatVector.broadcast(SPECIES, 0.125f), nearOdd))
                    .intoArray(to, out + 3 * WIDTH);
            far.fma(FloatVector.broadcast(SPECIES, 16), close.fma(FloatVector.broadcast(SPECIES, 0.0625f), near))
                    .add(m7)
                    .intoArray(to, out + 4 * WIDTH);
        }
    }

    private static void outputsOfRows(float[] from, int i, int step, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector m0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector m1 = FloatVector.fromArray(SPECIES, from, in + 5 * WIDTH);
            FloatVector m2 = FloatVector.fromArray(SPECIES, from, in + 10 * WIDTH);
            FloatVector m3 = FloatVector.fromArray(SPECIES, from, in + 15 * WIDTH);
            FloatVector m4 = FloatVector.fromArray(SPECIES, from, in + 20 * WIDTH);
            FloatVector m5 = FloatVector.fromArray(SPECIES, from, in + 25 * WIDTH);
            FloatVector m6 = FloatVector.fromArray(SPECIES, from, in + 30 * WIDTH);
            FloatVector m7 = FloatVector.fromArray(SPECIES, from, in + 35 * WIDTH);
            FloatVector near = m1.add(m2);
            FloatVector nearOdd = m1.sub(m2);
            FloatVector far = m3.add(m4);
            FloatVector farOdd = m3.sub(m4);
            FloatVector close = m5.add(m6);
            FloatVector closeOdd = m5.sub(m6);
            m0.add(near).add(far).add(close).intoArray(to, out);
            farOdd.fma(FloatVector.broadcast(SPECIES, 2), closeOdd.fma(FloatVector.broadcast(SPECIES, 0.5f), nearOdd))
                    .intoArray(to, out + step);
            far.fma(FloatVector.broadcast(SPECIES, 4), close.fma(FloatVector.broadcast(SPECIES, 0.25f), near))
                    .intoArray(to, out + 2 * step);
            farOdd.fma(FloatVector.broadcast(SPECIES, 8), closeOdd.fma(FloatVector.broadcast(SPECIES, 0.125f), nearOdd))
                    .intoArray(to, out + 3 * step);
            far.fma(FloatVector.broadcast(SPECIES, 16), close.fma(FloatVector.broadcast(SPECIES, 0.0625f), near))
                    .add(m7)
                    .intoArray(to, out + 4 * step);
        }
    }

    /** {@link Transform#FIVE_OUTPUT_GRADIENTS}. */
    static void outputGradients(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            outputGradientsOfColumns(from, i, step, to, j, lines);
        } else {
            outputGradientsOfRows(from, i, step, to, j, lines);
        }
    }

    private static void outputGradientsOfColumns(float[] from, int i, int step, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector y0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector y1 = FloatVector.fromArray(SPECIES, from, in + step);
            FloatVector y2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
            FloatVector y3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
            FloatVector y4 = FloatVector.fromArray(SPECIES, from, in + 4 * step);
            FloatVector near = y0.add(y2).add(y4);
            FloatVector nearOdd = y1.add(y3);
            FloatVector far = y4.fma(FloatVector.broadcast(SPECIES, 16), y2.fma(FloatVector.broadcast(SPECIES, 4), y0));
            FloatVector farOdd = y3.mul(FloatVector.broadcast(SPECIES, 8)).add(y1.add(y1));
            FloatVector close =
                    y4.fma(FloatVector.broadcast(SPECIES, 0.0625f), y2.fma(FloatVector.broadcast(SPECIES, 0.25f), y0));
            FloatVector closeOdd =
                    y1.fma(FloatVector.broadcast(SPECIES, 0.5f), y3.mul(FloatVector.broadcast(SPECIES, 0.125f)));
            y0.intoArray(to, out);
            near.add(nearOdd).intoArray(to, out + WIDTH);
            near.sub(nearOdd).intoArray(to, out + 2 * WIDTH);
            far.add(farOdd).intoArray(to, out + 3 * WIDTH);
            far.sub(farOdd).intoArray(to, out + 4 * WIDTH);
            close.add(closeOdd).intoArray(to, out + 5 * WIDTH);
            close.sub(closeOdd).intoArray(to, out + 6 * WIDTH);
            y4.intoArray(to, out + 7 * WIDTH);
        }
    }

    private static void outputGradientsOfRows(float[] from, int i, int step, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector y0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector y1 = FloatVector.fromArray(SPECIES, from, in + LARGE_TILE * WIDTH);
            FloatVector y2 = FloatVector.fromArray(SPECIES, from, in + 2 * LARGE_TILE * WIDTH);
            FloatVector y3 = FloatVector.fromArray(SPECIES, from, in + 3 * LARGE_TILE * WIDTH);
            FloatVector y4 = FloatVector.fromArray(SPECIES, from, in + 4 * LARGE_TILE * WIDTH);
            FloatVector near = y0.add(y2).add(y4);
            FloatVector nearOdd = y1.add(y3);
            FloatVector far = y4.fma(FloatVector.broadcast(SPECIES, 16), y2.fma(FloatVector.broadcast(SPECIES, 4), y0));
            FloatVector farOdd = y3.mul(FloatVector.broadcast(SPECIES, 8)).add(y1.add(y1));
            FloatVector close =
                    y4.fma(FloatVector.broadcast(SPECIES, 0.0625f), y2.fma(FloatVector.broadcast(SPECIES, 0.25f), y0));
            FloatVector closeOdd =
                    y1.fma(FloatVector.broadcast(SPECIES, 0.5f), y3.mul(FloatVector.broadcast(SPECIES, 0.125f)));
            y0.intoArray(to, out);
            near.add(nearOdd).intoArray(to, out + step);
            near.sub(nearOdd).intoArray(to, out + 2 * step);
            far.add(farOdd).intoArray(to, out + 3 * step);
            far.sub(farOdd).intoArray(to, out + 4 * step);
            close.add(closeOdd).intoArray(to, out + 5 * step);
            close.sub(closeOdd).intoArray(to, out + 6 * step);
            y4.intoArray(to, out + 7 * step);
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** {@link WeightMatrix} of {@link Winograd#STRIDED}: of F(4, 2) for the first weight and the third, and then the second as it is. */
final class StridedTaps implements WeightMatrix {

    static final int KERNEL = 3;

    static final int POSITIONS = 6;

    private static final float HALF = 1 / 2f;
    private static final float SIXTH = 1 / 6f;

    @Override
    public void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector g0 = load(from, i);
            FloatVector g1 = load(from, i + 2 * step);
            g0.mul(HALF).intoArray(to, j);
            g0.add(g1).mul(-HALF).intoArray(to, j + stride);
            g1.sub(g0).mul(SIXTH).intoArray(to, j + 2 * stride);
            g0.add(g1.add(g1)).mul(SIXTH).intoArray(to, j + 3 * stride);
            g1.intoArray(to, j + 4 * stride);
            load(from, i + step).intoArray(to, j + 5 * stride);
            i += WIDTH;
            j += next;
        }
    }

    @Override
    public void reduce(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector u1 = load(from, i + step).mul(-HALF);
            FloatVector u2 = load(from, i + 2 * step).mul(SIXTH);
            FloatVector u3 = load(from, i + 3 * step).mul(SIXTH);
            load(from, i).mul(HALF).add(u1).sub(u2).add(u3).intoArray(to, j);
            load(from, i + 5 * step).intoArray(to, j + stride);
            u1.add(u2).add(u3.add(u3)).add(load(from, i + 4 * step)).intoArray(to, j + 2 * stride);
            i += next;
            j += WIDTH;
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** {@link WeightMatrix} of F(4, 3), as in {@link Transform}. */
final class ThreeTaps implements WeightMatrix {

    private static final float SIXTH = 1 / 6f;
    private static final float TWELFTH = 1 / 12f;
    private static final float TWENTY_FOURTH = 1 / 24f;

    @Override
    public void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector g0 = load(from, i);
            FloatVector g1 = load(from, i + step);
            FloatVector g2 = load(from, i + 2 * step);
            FloatVector near = g0.add(g2).mul(-SIXTH);
            FloatVector far = g0.fma(all(TWENTY_FOURTH), g2.mul(SIXTH));
            g0.mul(0.25f).intoArray(to, j);
            g1.fma(all(-SIXTH), near).intoArray(to, j + stride);
            g1.fma(all(SIXTH), near).intoArray(to, j + 2 * stride);
            g1.fma(all(TWELFTH), far).intoArray(to, j + 3 * stride);
            g1.fma(all(-TWELFTH), far).intoArray(to, j + 4 * stride);
            g2.intoArray(to, j + 5 * stride);
            i += WIDTH;
            j += next;
        }
    }

    @Override
    public void reduce(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector u0 = load(from, i);
            FloatVector u1 = load(from, i + step);
            FloatVector u2 = load(from, i + 2 * step);
            FloatVector u3 = load(from, i + 3 * step);
            FloatVector u4 = load(from, i + 4 * step);
            FloatVector u5 = load(from, i + 5 * step);
            FloatVector near = u1.add(u2).mul(-SIXTH);
            FloatVector nearOdd = u2.sub(u1).mul(SIXTH);
            FloatVector far = u3.add(u4);
            FloatVector farOdd = u3.sub(u4);
            u0.fma(all(0.25f), far.fma(all(TWENTY_FOURTH), near)).intoArray(to, j);
            farOdd.fma(all(TWELFTH), nearOdd).intoArray(to, j + stride);
            far.fma(all(SIXTH), near).add(u5).intoArray(to, j + 2 * stride);
            i += next;
            j += WIDTH;
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** {@link WeightMatrix} of F(4, 5), as in {@link Transform}. */
final class FiveTapsOfLarge implements WeightMatrix {

    private static final float NEAR = 2 / 9f;
    private static final float FAR = 1 / 90f;
    private static final float CLOSE = 2 / 45f;

    @Override
    public void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector g0 = load(from, i);
            FloatVector g1 = load(from, i + step);
            FloatVector g2 = load(from, i + 2 * step);
            FloatVector g3 = load(from, i + 3 * step);
            FloatVector g4 = load(from, i + 4 * step);
            FloatVector near = g0.add(g2).add(g4).mul(-NEAR);
            FloatVector nearOdd = g1.add(g3).mul(-NEAR);
            FloatVector far = g4.fma(all(16 * FAR), g0.fma(all(FAR), g2.mul(4 * FAR)));
            FloatVector farOdd = g1.fma(all(2 * FAR), g3.mul(8 * FAR));
            FloatVector close = g4.fma(all(CLOSE), g0.fma(all(16 * CLOSE), g2.mul(4 * CLOSE)));
            FloatVector closeOdd = g1.fma(all(8 * CLOSE), g3.mul(2 * CLOSE));
            g0.intoArray(to, j);
            near.add(nearOdd).intoArray(to, j + stride);
            near.sub(nearOdd).intoArray(to, j + 2 * stride);
            far.add(farOdd).intoArray(to, j + 3 * stride);
            far.sub(farOdd).intoArray(to, j + 4 * stride);
            close.add(closeOdd).intoArray(to, j + 5 * stride);
            close.sub(closeOdd).intoArray(to, j + 6 * stride);
            g4.intoArray(to, j + 7 * stride);
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
            FloatVector u6 = load(from, i + 6 * step);
            FloatVector near = u1.add(u2).mul(-NEAR);
            FloatVector nearOdd = u2.sub(u1).mul(NEAR);
            FloatVector far = u3.add(u4);
            FloatVector farOdd = u3.sub(u4);
            FloatVector close = u5.add(u6);
            FloatVector closeOdd = u5.sub(u6);
            close.fma(all(16 * CLOSE), far.fma(all(FAR), near)).add(u0).intoArray(to, j);
            closeOdd.fma(all(8 * CLOSE), farOdd.fma(all(2 * FAR), nearOdd)).intoArray(to, j + stride);
            close.fma(all(4 * CLOSE), far.fma(all(4 * FAR), near)).intoArray(to, j + 2 * stride);
            closeOdd.fma(all(2 * CLOSE), farOdd.fma(all(8 * FAR), nearOdd)).intoArray(to, j + 3 * stride);
            FloatVector whole = close.fma(all(CLOSE), far.fma(all(16 * FAR), near));
            load(from, i + 7 * step).add(whole).intoArray(to, j + 4 * stride);
            i += next;
            j += WIDTH;
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.LARGE_TILE;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

import jdk.incubator.vector.FloatVector;

/** Weights for tiles of 8x8 inputs and of 7x7: the matrices of F(5x5, 4x4), F(4x4, 5x5) and F(4x4, 4x4), as in {@link Transform}. */
final class LargeWeights implements WeightTransforms {

    private static final float NEAR = 2 / 9f;
    private static final float FAR = 1 / 90f;
    private static final float CLOSE = 2 / 45f;

    private final int kernel;
    private final int tile;
    private final boolean infinity;
    private final float[] half;

    /**
     * @param kernel 4 or 5
     * @param tile 8, or 7 without the point at infinity
     */
    LargeWeights(int kernel, int tile) {
        this.kernel = kernel;
        this.tile = tile;
        this.infinity = tile == LARGE_TILE;
        this.half = Lanes.array(kernel * tile * TAP);
    }

    /** G w G^T. */
    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        for (int i = 0; i < kernel; i++) {
            expand(taps, START + i * TAP, kernel * TAP, half, START + i * tile * TAP, TAP, WIDTH);
        }
        for (int i = 0; i < tile; i++) {
            expand(half, START + i * TAP, tile * TAP, target, at + i * tile * stride, stride, next);
        }
    }

    private void expand(float[] from, int i, int step, float[] to, int j, int stride, int next) {
        for (int n = 0; n < CHANNELS; n++) {
            if (kernel == 4) {
                four(from, i + n * WIDTH, step, to, j + n * next, stride, infinity);
            } else {
                five(from, i + n * WIDTH, step, to, j + n * next, stride);
            }
        }
    }

    private static void four(float[] from, int i, int step, float[] to, int j, int stride, boolean infinity) {
        FloatVector g0 = load(from, i);
        FloatVector g1 = load(from, i + step);
        FloatVector g2 = load(from, i + 2 * step);
        FloatVector g3 = load(from, i + 3 * step);
        FloatVector near = g0.add(g2).mul(-NEAR);
        FloatVector nearOdd = g1.add(g3).mul(-NEAR);
        FloatVector far = g0.mul(FAR).add(g2.mul(4 * FAR));
        FloatVector farOdd = g1.mul(2 * FAR).add(g3.mul(8 * FAR));
        FloatVector close = g0.mul(16 * CLOSE).add(g2.mul(4 * CLOSE));
        FloatVector closeOdd = g1.mul(8 * CLOSE).add(g3.mul(2 * CLOSE));
        g0.intoArray(to, j);
        near.add(nearOdd).intoArray(to, j + stride);
        near.sub(nearOdd).intoArray(to, j + 2 * stride);
        far.add(farOdd).intoArray(to, j + 3 * stride);
        far.sub(farOdd).intoArray(to, j + 4 * stride);
        close.add(closeOdd).intoArray(to, j + 5 * stride);
        close.sub(closeOdd).intoArray(to, j + 6 * stride);
        if (infinity) {
            g3.intoArray(to, j + 7 * stride);
        }
    }

    private static void five(float[] from, int i, int step, float[] to, int j, int stride) {
        FloatVector g0 = load(from, i);
        FloatVector g1 = load(from, i + step);
        FloatVector g2 = load(from, i + 2 * step);
        FloatVector g3 = load(from, i + 3 * step);
        FloatVector g4 = load(from, i + 4 * step);
        FloatVector near = g0.add(g2).add(g4).mul(-NEAR);
        FloatVector nearOdd = g1.add(g3).mul(-NEAR);
        FloatVector far = g0.mul(FAR).add(g2.mul(4 * FAR)).add(g4.mul(16 * FAR));
        FloatVector farOdd = g1.mul(2 * FAR).add(g3.mul(8 * FAR));
        FloatVector close = g0.mul(16 * CLOSE).add(g2.mul(4 * CLOSE)).add(g4.mul(CLOSE));
        FloatVector closeOdd = g1.mul(8 * CLOSE).add(g3.mul(2 * CLOSE));
        g0.intoArray(to, j);
        near.add(nearOdd).intoArray(to, j + stride);
        near.sub(nearOdd).intoArray(to, j + 2 * stride);
        far.add(farOdd).intoArray(to, j + 3 * stride);
        far.sub(farOdd).intoArray(to, j + 4 * stride);
        close.add(closeOdd).intoArray(to, j + 5 * stride);
        close.sub(closeOdd).intoArray(to, j + 6 * stride);
        g4.intoArray(to, j + 7 * stride);
    }

    /** G^T u G. */
    @Override
    public void gradients(float[] positions, float[] taps) {
        for (int i = 0; i < tile; i++) {
            reduce(positions, START + i * TAP, tile * TAP, half, START + i * kernel * TAP);
        }
        for (int i = 0; i < kernel; i++) {
            reduce(half, START + i * TAP, kernel * TAP, taps, START + i * kernel * TAP);
        }
    }

    private void reduce(float[] from, int i, int step, float[] to, int j) {
        for (int n = 0; n < CHANNELS; n++) {
            if (kernel == 4) {
                fourGradients(from, i + n * WIDTH, step, to, j + n * WIDTH, infinity);
            } else {
                fiveGradients(from, i + n * WIDTH, step, to, j + n * WIDTH);
            }
        }
    }

    private static void fourGradients(float[] from, int i, int step, float[] to, int j, boolean infinity) {
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
        load(from, i).add(near).add(far.mul(FAR)).add(close.mul(16 * CLOSE)).intoArray(to, j);
        nearOdd.add(farOdd.mul(2 * FAR)).add(closeOdd.mul(8 * CLOSE)).intoArray(to, j + TAP);
        near.add(far.mul(4 * FAR)).add(close.mul(4 * CLOSE)).intoArray(to, j + 2 * TAP);
        FloatVector last = nearOdd.add(farOdd.mul(8 * FAR)).add(closeOdd.mul(2 * CLOSE));
        if (infinity) {
            last.add(load(from, i + 7 * step)).intoArray(to, j + 3 * TAP);
        } else {
            last.intoArray(to, j + 3 * TAP);
        }
    }

    private static void fiveGradients(float[] from, int i, int step, float[] to, int j) {
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
        load(from, i).add(near).add(far.mul(FAR)).add(close.mul(16 * CLOSE)).intoArray(to, j);
        nearOdd.add(farOdd.mul(2 * FAR)).add(closeOdd.mul(8 * CLOSE)).intoArray(to, j + TAP);
        near.add(far.mul(4 * FAR)).add(close.mul(4 * CLOSE)).intoArray(to, j + 2 * TAP);
        nearOdd.add(farOdd.mul(8 * FAR)).add(closeOdd.mul(2 * CLOSE)).intoArray(to, j + 3 * TAP);
        near.add(far.mul(16 * FAR))
                .add(close.mul(CLOSE))
                .add(load(from, i + 7 * step))
                .intoArray(to, j + 4 * TAP);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.TILE;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

import jdk.incubator.vector.FloatVector;

/** Weights for tiles of 6x6 inputs: the matrices of F(4x4, 3x3), F(3x3, 4x4) and F(2x2, 5x5), as in {@link Transform}. */
final class TileWeightTransforms implements WeightTransforms {

    private static final float SIXTH = 1 / 6f;
    private static final float TWELFTH = 1 / 12f;
    private static final float TWENTY_FOURTH = 1 / 24f;

    private final int kernel;
    private final float[] half;

    /** @param kernel 3 to 5 */
    TileWeightTransforms(int kernel) {
        this.kernel = kernel;
        this.half = Lanes.array(kernel * TILE * TAP);
    }

    /** G w G^T. */
    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        for (int i = 0; i < kernel; i++) {
            expand(taps, START + i * TAP, kernel * TAP, half, START + i * TILE * TAP, TAP, WIDTH);
        }
        for (int i = 0; i < TILE; i++) {
            expand(half, START + i * TAP, TILE * TAP, target, at + i * TILE * stride, stride, next);
        }
    }

    private void expand(float[] from, int i, int step, float[] to, int j, int stride, int next) {
        for (int n = 0; n < CHANNELS; n++) {
            if (kernel == 3) {
                three(from, i + n * WIDTH, step, to, j + n * next, stride);
            } else if (kernel == 4) {
                four(from, i + n * WIDTH, step, to, j + n * next, stride);
            } else {
                five(from, i + n * WIDTH, step, to, j + n * next, stride);
            }
        }
    }

    private static void three(float[] from, int i, int step, float[] to, int j, int stride) {
        FloatVector g0 = load(from, i);
        FloatVector g1 = load(from, i + step);
        FloatVector g2 = load(from, i + 2 * step);
        FloatVector near = g0.add(g2).mul(-SIXTH);
        FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
        g0.mul(0.25f).intoArray(to, j);
        near.sub(g1.mul(SIXTH)).intoArray(to, j + stride);
        near.add(g1.mul(SIXTH)).intoArray(to, j + 2 * stride);
        far.add(g1.mul(TWELFTH)).intoArray(to, j + 3 * stride);
        far.sub(g1.mul(TWELFTH)).intoArray(to, j + 4 * stride);
        g2.intoArray(to, j + 5 * stride);
    }

    private static void four(float[] from, int i, int step, float[] to, int j, int stride) {
        FloatVector g0 = load(from, i);
        FloatVector g1 = load(from, i + step);
        FloatVector g2 = load(from, i + 2 * step);
        FloatVector g3 = load(from, i + 3 * step);
        FloatVector near = g0.add(g2).mul(-SIXTH);
        FloatVector nearOdd = g1.add(g3).mul(SIXTH);
        FloatVector far = g0.mul(TWENTY_FOURTH).add(g2.mul(SIXTH));
        FloatVector farOdd = g1.mul(TWELFTH).add(g3.mul(2 * SIXTH));
        g0.mul(0.25f).intoArray(to, j);
        near.sub(nearOdd).intoArray(to, j + stride);
        near.add(nearOdd).intoArray(to, j + 2 * stride);
        far.add(farOdd).intoArray(to, j + 3 * stride);
        far.sub(farOdd).intoArray(to, j + 4 * stride);
        g3.intoArray(to, j + 5 * stride);
    }

    private static void five(float[] from, int i, int step, float[] to, int j, int stride) {
        FloatVector g0 = load(from, i);
        FloatVector g1 = load(from, i + step);
        FloatVector g2 = load(from, i + 2 * step);
        FloatVector g3 = load(from, i + 3 * step);
        FloatVector g4 = load(from, i + 4 * step);
        FloatVector near = g0.add(g2).add(g4).mul(-SIXTH);
        FloatVector nearOdd = g1.add(g3).mul(SIXTH);
        FloatVector far = g0.mul(TWENTY_FOURTH).add(g2.mul(SIXTH)).add(g4.mul(4 * SIXTH));
        FloatVector farOdd = g1.mul(TWELFTH).add(g3.mul(2 * SIXTH));
        g0.mul(0.25f).intoArray(to, j);
        near.sub(nearOdd).intoArray(to, j + stride);
        near.add(nearOdd).intoArray(to, j + 2 * stride);
        far.add(farOdd).intoArray(to, j + 3 * stride);
        far.sub(farOdd).intoArray(to, j + 4 * stride);
        g4.intoArray(to, j + 5 * stride);
    }

    /** G^T u G. */
    @Override
    public void gradients(float[] positions, float[] taps) {
        for (int i = 0; i < TILE; i++) {
            reduce(positions, START + i * TAP, TILE * TAP, half, START + i * kernel * TAP);
        }
        for (int i = 0; i < kernel; i++) {
            reduce(half, START + i * TAP, kernel * TAP, taps, START + i * kernel * TAP);
        }
    }

    private void reduce(float[] from, int i, int step, float[] to, int j) {
        for (int n = 0; n < CHANNELS; n++) {
            if (kernel == 3) {
                threeGradients(from, i + n * WIDTH, step, to, j + n * WIDTH);
            } else if (kernel == 4) {
                fourGradients(from, i + n * WIDTH, step, to, j + n * WIDTH);
            } else {
                fiveGradients(from, i + n * WIDTH, step, to, j + n * WIDTH);
            }
        }
    }

    private static void threeGradients(float[] from, int i, int step, float[] to, int j) {
        FloatVector u1 = load(from, i + step);
        FloatVector u2 = load(from, i + 2 * step);
        FloatVector u3 = load(from, i + 3 * step);
        FloatVector u4 = load(from, i + 4 * step);
        FloatVector near = u1.add(u2).mul(SIXTH);
        FloatVector far = u3.add(u4);
        load(from, i).mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
        u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, j + TAP);
        far.mul(SIXTH).sub(near).add(load(from, i + 5 * step)).intoArray(to, j + 2 * TAP);
    }

    private static void fourGradients(float[] from, int i, int step, float[] to, int j) {
        FloatVector u1 = load(from, i + step);
        FloatVector u2 = load(from, i + 2 * step);
        FloatVector u3 = load(from, i + 3 * step);
        FloatVector u4 = load(from, i + 4 * step);
        FloatVector near = u1.add(u2).mul(SIXTH);
        FloatVector nearOdd = u2.sub(u1).mul(SIXTH);
        FloatVector far = u3.add(u4);
        FloatVector farOdd = u3.sub(u4);
        load(from, i).mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
        nearOdd.add(farOdd.mul(TWELFTH)).intoArray(to, j + TAP);
        far.mul(SIXTH).sub(near).intoArray(to, j + 2 * TAP);
        nearOdd.add(farOdd.mul(2 * SIXTH)).add(load(from, i + 5 * step)).intoArray(to, j + 3 * TAP);
    }

    private static void fiveGradients(float[] from, int i, int step, float[] to, int j) {
        FloatVector u1 = load(from, i + step);
        FloatVector u2 = load(from, i + 2 * step);
        FloatVector u3 = load(from, i + 3 * step);
        FloatVector u4 = load(from, i + 4 * step);
        FloatVector near = u1.add(u2).mul(SIXTH);
        FloatVector nearOdd = u2.sub(u1).mul(SIXTH);
        FloatVector far = u3.add(u4);
        FloatVector farOdd = u3.sub(u4);
        load(from, i).mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
        nearOdd.add(farOdd.mul(TWELFTH)).intoArray(to, j + TAP);
        far.mul(SIXTH).sub(near).intoArray(to, j + 2 * TAP);
        nearOdd.add(farOdd.mul(2 * SIXTH)).intoArray(to, j + 3 * TAP);
        far.mul(4 * SIXTH).sub(near).add(load(from, i + 5 * step)).intoArray(to, j + 4 * TAP);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.KERNEL;
import static io.trainyard.engine.vector.Transform.TILE;
import static io.trainyard.engine.vector.Transposition.SIDE;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of weights and of their gradients, for some channels beside each other: [row][column][channel][lane]. As
 * those of tiles they are matrices of F(4x4, 3x3), see {@link Transform}.
 */
final class WeightTransforms {

    /** From one place of a kernel or tile to the next. */
    static final int TAP = SIDE * WIDTH;

    private static final float SIXTH = 1 / 6f;
    private static final float TWELFTH = 1 / 12f;
    private static final float TWENTY_FOURTH = 1 / 24f;

    private WeightTransforms() {}

    /**
     * G w G^T: 3x3 weights to 6x6 positions.
     *
     * @param half for what lies between the steps
     * @param stride from one position to the next
     * @param next from one channel to the next
     */
    static void weights(float[] taps, float[] half, float[] target, int at, int stride, int next) {
        for (int i = 0; i < KERNEL; i++) {
            weights(taps, START + i * TAP, KERNEL * TAP, half, START + i * TILE * TAP, TAP, WIDTH);
        }
        for (int i = 0; i < TILE; i++) {
            weights(half, START + i * TAP, TILE * TAP, target, at + i * TILE * stride, stride, next);
        }
    }

    private static void weights(float[] from, int i, int step, float[] to, int j, int stride, int next) {
        for (int n = 0; n < SIDE; n++) {
            int source = i + n * WIDTH;
            int target = j + n * next;
            FloatVector g0 = load(from, source);
            FloatVector g1 = load(from, source + step);
            FloatVector g2 = load(from, source + 2 * step);
            FloatVector near = g0.add(g2).mul(-SIXTH);
            FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
            g0.mul(0.25f).intoArray(to, target);
            near.sub(g1.mul(SIXTH)).intoArray(to, target + stride);
            near.add(g1.mul(SIXTH)).intoArray(to, target + 2 * stride);
            far.add(g1.mul(TWELFTH)).intoArray(to, target + 3 * stride);
            far.sub(g1.mul(TWELFTH)).intoArray(to, target + 4 * stride);
            g2.intoArray(to, target + 5 * stride);
        }
    }

    /** G^T u G: gradients at 6x6 positions to those of 3x3 weights. */
    static void gradients(float[] positions, float[] half, float[] taps) {
        for (int i = 0; i < TILE; i++) {
            gradients(positions, START + i * TAP, TILE * TAP, half, START + i * KERNEL * TAP);
        }
        for (int i = 0; i < KERNEL; i++) {
            gradients(half, START + i * TAP, KERNEL * TAP, taps, START + i * KERNEL * TAP);
        }
    }

    private static void gradients(float[] from, int i, int step, float[] to, int j) {
        for (int n = 0; n < SIDE; n++) {
            int source = i + n * WIDTH;
            int target = j + n * WIDTH;
            FloatVector u0 = load(from, source);
            FloatVector u1 = load(from, source + step);
            FloatVector u2 = load(from, source + 2 * step);
            FloatVector u3 = load(from, source + 3 * step);
            FloatVector u4 = load(from, source + 4 * step);
            FloatVector u5 = load(from, source + 5 * step);
            FloatVector near = u1.add(u2).mul(SIXTH);
            FloatVector far = u3.add(u4);
            u0.mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, target);
            u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, target + TAP);
            far.mul(SIXTH).sub(near).add(u5).intoArray(to, target + 2 * TAP);
        }
    }
}

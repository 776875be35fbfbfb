package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.KERNEL;
import static io.trainyard.engine.vector.Transform.TILE;

import jdk.incubator.vector.FloatVector;

/** What {@link Transform} does to columns, or else to rows, of weights and their gradients; written as {@link TileTransforms}. */
final class WeightTransforms {

    private static final float SIXTH = 1 / 6f;
    private static final float TWELFTH = 1 / 12f;
    private static final float TWENTY_FOURTH = 1 / 24f;

    private WeightTransforms() {}

    /** {@link Transform#WEIGHT}. */
    static void weight(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector g0 = load(from, i);
                FloatVector g1 = load(from, i + step);
                FloatVector g2 = load(from, i + 2 * step);
                FloatVector near = g0.add(g2).mul(-SIXTH);
                FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
                g0.mul(0.25f).intoArray(to, j);
                near.sub(g1.mul(SIXTH)).intoArray(to, j + WIDTH);
                near.add(g1.mul(SIXTH)).intoArray(to, j + 2 * WIDTH);
                far.add(g1.mul(TWELFTH)).intoArray(to, j + 3 * WIDTH);
                far.sub(g1.mul(TWELFTH)).intoArray(to, j + 4 * WIDTH);
                g2.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector g0 = load(from, i);
                FloatVector g1 = load(from, i + TILE * WIDTH);
                FloatVector g2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector near = g0.add(g2).mul(-SIXTH);
                FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
                g0.mul(0.25f).intoArray(to, j);
                near.sub(g1.mul(SIXTH)).intoArray(to, j + step);
                near.add(g1.mul(SIXTH)).intoArray(to, j + 2 * step);
                far.add(g1.mul(TWELFTH)).intoArray(to, j + 3 * step);
                far.sub(g1.mul(TWELFTH)).intoArray(to, j + 4 * step);
                g2.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** {@link Transform#WEIGHT_GRADIENT}. */
    static void weightGradient(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector u0 = load(from, i);
                FloatVector u1 = load(from, i + step);
                FloatVector u2 = load(from, i + 2 * step);
                FloatVector u3 = load(from, i + 3 * step);
                FloatVector u4 = load(from, i + 4 * step);
                FloatVector u5 = load(from, i + 5 * step);
                FloatVector near = u1.add(u2).mul(SIXTH);
                FloatVector far = u3.add(u4);
                u0.mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
                u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, j + WIDTH);
                far.mul(SIXTH).sub(near).add(u5).intoArray(to, j + 2 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector u0 = load(from, i);
                FloatVector u1 = load(from, i + KERNEL * WIDTH);
                FloatVector u2 = load(from, i + 2 * KERNEL * WIDTH);
                FloatVector u3 = load(from, i + 3 * KERNEL * WIDTH);
                FloatVector u4 = load(from, i + 4 * KERNEL * WIDTH);
                FloatVector u5 = load(from, i + 5 * KERNEL * WIDTH);
                FloatVector near = u1.add(u2).mul(SIXTH);
                FloatVector far = u3.add(u4);
                u0.mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
                u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, j + step);
                far.mul(SIXTH).sub(near).add(u5).intoArray(to, j + 2 * step);
                i += next;
                j += nextTo;
            }
        }
    }
}

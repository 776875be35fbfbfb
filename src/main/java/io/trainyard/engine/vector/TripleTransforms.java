package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.TILE;

import jdk.incubator.vector.FloatVector;

/** As {@link TileTransforms}, for tiles of three outputs on each side. */
final class TripleTransforms {

    private TripleTransforms() {}

    /** {@link Transform#THREE_OUTPUTS}. */
    static void outputs(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + step);
                FloatVector m2 = load(from, i + 2 * step);
                FloatVector m3 = load(from, i + 3 * step);
                FloatVector m4 = load(from, i + 4 * step);
                FloatVector m5 = load(from, i + 5 * step);
                FloatVector near = m1.add(m2);
                FloatVector far = m3.add(m4);
                m0.add(near).add(far).intoArray(to, j);
                m3.sub(m4).fma(all(2), m1.sub(m2)).intoArray(to, j + WIDTH);
                far.fma(all(4), near).add(m5).intoArray(to, j + 2 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + 3 * WIDTH);
                FloatVector m2 = load(from, i + 6 * WIDTH);
                FloatVector m3 = load(from, i + 9 * WIDTH);
                FloatVector m4 = load(from, i + 12 * WIDTH);
                FloatVector m5 = load(from, i + 15 * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector far = m3.add(m4);
                m0.add(near).add(far).intoArray(to, j);
                m3.sub(m4).fma(all(2), m1.sub(m2)).intoArray(to, j + step);
                far.fma(all(4), near).add(m5).intoArray(to, j + 2 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** {@link Transform#THREE_OUTPUT_GRADIENTS}. */
    static void outputGradients(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + step);
                FloatVector y2 = load(from, i + 2 * step);
                FloatVector even = y0.add(y2);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, j);
                even.add(y1).intoArray(to, j + WIDTH);
                even.sub(y1).intoArray(to, j + 2 * WIDTH);
                farEven.add(twice).intoArray(to, j + 3 * WIDTH);
                farEven.sub(twice).intoArray(to, j + 4 * WIDTH);
                y2.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + TILE * WIDTH);
                FloatVector y2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector even = y0.add(y2);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, j);
                even.add(y1).intoArray(to, j + step);
                even.sub(y1).intoArray(to, j + 2 * step);
                farEven.add(twice).intoArray(to, j + 3 * step);
                farEven.sub(twice).intoArray(to, j + 4 * step);
                y2.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }
}

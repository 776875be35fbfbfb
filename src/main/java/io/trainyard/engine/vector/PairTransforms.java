package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.TILE;

import jdk.incubator.vector.FloatVector;

/** As {@link TileTransforms}, for tiles of two outputs on each side. */
final class PairTransforms {

    private PairTransforms() {}

    /** {@link Transform#TWO_OUTPUTS}. */
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
                m0.add(m1.add(m2)).add(m3.add(m4)).intoArray(to, j);
                m3.sub(m4).fma(all(2), m1.sub(m2)).add(m5).intoArray(to, j + WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + 2 * WIDTH);
                FloatVector m2 = load(from, i + 4 * WIDTH);
                FloatVector m3 = load(from, i + 6 * WIDTH);
                FloatVector m4 = load(from, i + 8 * WIDTH);
                load(from, i).add(m1.add(m2)).add(m3.add(m4)).intoArray(to, j);
                m3.sub(m4)
                        .fma(all(2), m1.sub(m2))
                        .add(load(from, i + 10 * WIDTH))
                        .intoArray(to, j + step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** {@link Transform#TWO_OUTPUT_GRADIENTS}. */
    static void outputGradients(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + step);
                FloatVector sum = y0.add(y1);
                FloatVector difference = y0.sub(y1);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, j);
                sum.intoArray(to, j + WIDTH);
                difference.intoArray(to, j + 2 * WIDTH);
                y0.add(twice).intoArray(to, j + 3 * WIDTH);
                y0.sub(twice).intoArray(to, j + 4 * WIDTH);
                y1.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + TILE * WIDTH);
                FloatVector sum = y0.add(y1);
                FloatVector difference = y0.sub(y1);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, j);
                sum.intoArray(to, j + step);
                difference.intoArray(to, j + 2 * step);
                y0.add(twice).intoArray(to, j + 3 * step);
                y0.sub(twice).intoArray(to, j + 4 * step);
                y1.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }
}

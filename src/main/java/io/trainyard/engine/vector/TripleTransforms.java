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
    static void outputs(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = load(from, in);
                FloatVector m1 = load(from, in + step);
                FloatVector m2 = load(from, in + 2 * step);
                FloatVector m3 = load(from, in + 3 * step);
                FloatVector m4 = load(from, in + 4 * step);
                FloatVector m5 = load(from, in + 5 * step);
                FloatVector near = m1.add(m2);
                FloatVector far = m3.add(m4);
                m0.add(near).add(far).intoArray(to, out);
                m3.sub(m4).fma(all(2), m1.sub(m2)).intoArray(to, out + WIDTH);
                far.fma(all(4), near).add(m5).intoArray(to, out + 2 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = load(from, in);
                FloatVector m1 = load(from, in + 3 * WIDTH);
                FloatVector m2 = load(from, in + 6 * WIDTH);
                FloatVector m3 = load(from, in + 9 * WIDTH);
                FloatVector m4 = load(from, in + 12 * WIDTH);
                FloatVector m5 = load(from, in + 15 * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector far = m3.add(m4);
                m0.add(near).add(far).intoArray(to, out);
                m3.sub(m4).fma(all(2), m1.sub(m2)).intoArray(to, out + step);
                far.fma(all(4), near).add(m5).intoArray(to, out + 2 * step);
            }
        }
    }

    /** {@link Transform#THREE_OUTPUT_GRADIENTS}. */
    static void outputGradients(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + step);
                FloatVector y2 = load(from, in + 2 * step);
                FloatVector even = y0.add(y2);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, out);
                even.add(y1).intoArray(to, out + WIDTH);
                even.sub(y1).intoArray(to, out + 2 * WIDTH);
                farEven.add(twice).intoArray(to, out + 3 * WIDTH);
                farEven.sub(twice).intoArray(to, out + 4 * WIDTH);
                y2.intoArray(to, out + 5 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + TILE * WIDTH);
                FloatVector y2 = load(from, in + 2 * TILE * WIDTH);
                FloatVector even = y0.add(y2);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, out);
                even.add(y1).intoArray(to, out + step);
                even.sub(y1).intoArray(to, out + 2 * step);
                farEven.add(twice).intoArray(to, out + 3 * step);
                farEven.sub(twice).intoArray(to, out + 4 * step);
                y2.intoArray(to, out + 5 * step);
            }
        }
    }
}

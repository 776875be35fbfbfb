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
                m0.add(m1.add(m2)).add(m3.add(m4)).intoArray(to, out);
                m3.sub(m4).fma(all(2), m1.sub(m2)).add(m5).intoArray(to, out + WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m0 = load(from, in);
                FloatVector m1 = load(from, in + 2 * WIDTH);
                FloatVector m2 = load(from, in + 4 * WIDTH);
                FloatVector m3 = load(from, in + 6 * WIDTH);
                FloatVector m4 = load(from, in + 8 * WIDTH);
                load(from, in).add(m1.add(m2)).add(m3.add(m4)).intoArray(to, out);
                m3.sub(m4)
                        .fma(all(2), m1.sub(m2))
                        .add(load(from, in + 10 * WIDTH))
                        .intoArray(to, out + step);
            }
        }
    }

    /** {@link Transform#TWO_OUTPUT_GRADIENTS}. */
    static void outputGradients(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        if (columns) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + step);
                FloatVector sum = y0.add(y1);
                FloatVector difference = y0.sub(y1);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, out);
                sum.intoArray(to, out + WIDTH);
                difference.intoArray(to, out + 2 * WIDTH);
                y0.add(twice).intoArray(to, out + 3 * WIDTH);
                y0.sub(twice).intoArray(to, out + 4 * WIDTH);
                y1.intoArray(to, out + 5 * WIDTH);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector y0 = load(from, in);
                FloatVector y1 = load(from, in + TILE * WIDTH);
                FloatVector sum = y0.add(y1);
                FloatVector difference = y0.sub(y1);
                FloatVector twice = y1.add(y1);
                y0.intoArray(to, out);
                sum.intoArray(to, out + step);
                difference.intoArray(to, out + 2 * step);
                y0.add(twice).intoArray(to, out + 3 * step);
                y0.sub(twice).intoArray(to, out + 4 * step);
                y1.intoArray(to, out + 5 * step);
            }
        }
    }
}

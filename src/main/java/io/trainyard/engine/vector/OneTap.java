package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

/** {@link WeightMatrix} of {@link Transform#NONE}. */
final class OneTap implements WeightMatrix {

    @Override
    public void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        for (int n = 0; n < count; n++) {
            load(from, i).intoArray(to, j);
            i += WIDTH;
            j += next;
        }
    }

    @Override
    public void reduce(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        for (int n = 0; n < count; n++) {
            load(from, i).intoArray(to, j);
            i += next;
            j += WIDTH;
        }
    }
}

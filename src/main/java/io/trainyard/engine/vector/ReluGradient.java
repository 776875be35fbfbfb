package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Lets the gradient of a ReLU's outputs through where these are positive. For one thread. */
public final class ReluGradient {

    private final float[] values = Lanes.array(Storage.PIECE);
    private final float[] gradients = Lanes.array(Storage.PIECE);

    /** @param xGradient written; may be the output's */
    public void apply(Storage y, Storage yGradient, int length, Storage xGradient) {
        int piece = Storage.piece(y, yGradient, xGradient);
        for (int at = 0; at < length; at += piece) {
            int count = Math.min(piece, length - at);
            int i = y.read(at, count, values, START);
            int j = yGradient.read(at, count, gradients, START);
            int k = xGradient.place(at, START);
            int whole = count / WIDTH * WIDTH;
            apply(y.array(values), i, yGradient.array(gradients), j, xGradient.array(gradients), k, whole);
            rest(y.array(values), i, yGradient.array(gradients), j, xGradient.array(gradients), k, whole, count);
            xGradient.written(at, count, gradients, START);
        }
    }

    /** Of whole vectors. */
    static void apply(float[] values, int i, float[] gradients, int j, float[] to, int k, int length) {
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector gradient = load(gradients, j + n);
            gradient.blend(zero(), load(values, i + n).compare(VectorOperators.LE, 0f))
                    .intoArray(to, k + n);
        }
    }

    private static void rest(float[] values, int i, float[] gradients, int j, float[] to, int k, int from, int length) {
        for (int n = from; n < length; n++) {
            to[k + n] = values[i + n] <= 0 ? 0 : gradients[j + n];
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.OffHeap.load;
import static io.trainyard.engine.vector.OffHeap.store;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Lets the gradient of a ReLU's outputs through where these are positive. For one thread. */
public final class ReluGradient {

    private final Storage values = Storage.of(Lanes.array(Storage.PIECE));
    private final Storage gradients = Storage.of(Lanes.array(Storage.PIECE));

    /** @param xGradient written; may be the output's */
    public void apply(Storage y, Storage yGradient, int length, Storage xGradient) {
        int piece = Storage.piece(y, yGradient, xGradient);
        for (int at = 0; at < length; at += piece) {
            int count = Math.min(piece, length - at);
            int whole = count / WIDTH * WIDTH;
            int i = y.bring(at, count, values, 0);
            int j = yGradient.bring(at, count, gradients, 0);
            int k = xGradient.aim(at);
            apply(y.within(values), i, yGradient.within(gradients), j, xGradient.within(gradients), k, whole);
            xGradient.bringBack(at, whole, gradients);
            if (whole < count) {
                rest(y, yGradient, at + whole, count - whole, xGradient);
            }
        }
    }

    /** Of whole vectors. */
    static void apply(Storage values, int i, Storage gradients, int j, Storage to, int k, int length) {
        float[] x = values.array();
        ByteBuffer xMemory = values.memory();
        int xAt = values.start() + i;
        float[] g = gradients.array();
        ByteBuffer gMemory = gradients.memory();
        int gAt = gradients.start() + j;
        float[] y = to.array();
        ByteBuffer yMemory = to.memory();
        int yAt = to.start() + k;
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector gradient = load(g, gMemory, gAt + n);
            gradient = gradient.blend(zero(), load(x, xMemory, xAt + n).compare(VectorOperators.LE, 0f));
            store(gradient, y, yMemory, yAt + n);
        }
    }

    private static void rest(Storage y, Storage yGradient, int at, int length, Storage xGradient) {
        float[] values = new float[length];
        float[] gradients = new float[length];
        y.get(at, values);
        yGradient.get(at, gradients);
        for (int n = 0; n < length; n++) {
            gradients[n] = values[n] <= 0 ? 0 : gradients[n];
        }
        xGradient.put(at, length, gradients, 0);
    }
}

package io.trainyard.engine.optimizer;

import java.nio.FloatBuffer;
import java.util.List;

/** A few thousand neighbouring parameters in arrays that fit the processor's cache, where Java's loops become vector code. */
final class Chunk {

    static final int CAPACITY = 1 << 12;

    final float[] parameters = new float[CAPACITY];
    final float[] gradients = new float[CAPACITY];
    final float[][] states;
    private int length;

    Chunk(int states) {
        this.states = new float[states][CAPACITY];
    }

    int length() {
        return length;
    }

    void read(int offset, int length, FloatBuffer values, FloatBuffer slopes, List<FloatBuffer> kept) {
        this.length = length;
        values.get(offset, parameters, 0, length);
        slopes.get(offset, gradients, 0, length);
        for (int i = 0; i < states.length; i++) {
            kept.get(i).get(offset, states[i], 0, length);
        }
    }

    /** Whether all parameters are numbers. */
    boolean isFinite() {
        float even =
                0; // 0 times a value is NaN for what is no number; two sums, since each addition waits for the last
        float odd = 0;
        int i = 0;
        for (; i + 1 < length; i += 2) {
            even += 0 * parameters[i];
            odd += 0 * parameters[i + 1];
        }
        return even + odd + (i < length ? 0 * parameters[i] : 0) == 0;
    }

    /** The gradients have done their work. */
    void write(int offset, FloatBuffer values, List<FloatBuffer> kept) {
        values.put(offset, parameters, 0, length);
        for (int i = 0; i < states.length; i++) {
            kept.get(i).put(offset, states[i], 0, length);
        }
    }
}

package io.trainyard.engine.optimizer;

import java.nio.FloatBuffer;
import java.util.List;

/** A few hundred neighbouring parameters in arrays in the processor's first cache, where Java's loops become vector code. */
final class Chunk {

    /** The vectors had better be gone through in turns of so many: with sixteen times as many it took 1.2 to 1.5 of the time. */
    static final int CAPACITY = 1 << 8;

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

    /** The sum of the squares of so many gradients. */
    double squares(int offset, int length, FloatBuffer slopes) {
        float[] g = gradients;
        slopes.get(offset, g, 0, length);
        double a = 0; // four sums, since each addition waits for the one before it
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += (double) g[i] * g[i];
            b += (double) g[i + 1] * g[i + 1];
            c += (double) g[i + 2] * g[i + 2];
            d += (double) g[i + 3] * g[i + 3];
        }
        for (; i < length; i++) {
            a += (double) g[i] * g[i];
        }
        return a + b + c + d;
    }

    /** Whether all parameters are numbers: 0 times a value is NaN for what is none. */
    boolean isFinite() {
        float[] p = parameters;
        float a = 0; // four sums here as well
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += 0 * p[i];
            b += 0 * p[i + 1];
            c += 0 * p[i + 2];
            d += 0 * p[i + 3];
        }
        for (; i < length; i++) {
            a += 0 * p[i];
        }
        return a + b + c + d == 0;
    }

    /** The gradients have done their work. */
    void write(int offset, FloatBuffer values, List<FloatBuffer> kept) {
        values.put(offset, parameters, 0, length);
        for (int i = 0; i < states.length; i++) {
            kept.get(i).put(offset, states[i], 0, length);
        }
    }
}

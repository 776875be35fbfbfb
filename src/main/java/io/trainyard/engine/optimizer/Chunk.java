package io.trainyard.engine.optimizer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Some neighbouring parameters in arrays in the processor's first cache, where Java's loops become vector code. */
final class Chunk {

    /** The vectors had better be gone through in turns of so many: with twice as many it took 1.2 of the time. */
    static final int CAPACITY = 1 << 7;

    final float[] parameters = new float[CAPACITY];
    final float[] gradients = new float[CAPACITY];
    final float[][] states;
    private final float[] watch = new float[CAPACITY];
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

    void startWatch() {
        Arrays.fill(watch, 0);
    }

    /** 0 times a value is NaN for what is no number. */
    void watch() {
        float[] p = parameters;
        float[] w = watch;
        for (int i = 0; i < length; i++) {
            w[i] += 0 * p[i];
        }
    }

    /** Whether all parameters were numbers that have been watched since the start. */
    boolean wasFinite() {
        float sum = 0;
        for (float each : watch) {
            sum += each;
        }
        return sum == 0;
    }

    /** The gradients have done their work. */
    void write(int offset, FloatBuffer values, List<FloatBuffer> kept) {
        values.put(offset, parameters, 0, length);
        for (int i = 0; i < states.length; i++) {
            kept.get(i).put(offset, states[i], 0, length);
        }
    }
}

package io.trainyard.engine.vector;

/**
 * The matrix G of one side of Winograd's algorithm, {@code positions x kernel}, applied to vectors that lie in memory. Each method is one plain
 * loop: where Java's compiler had a choice between several in it, it put the vectors of some into objects, at three times the time.
 */
interface WeightMatrix {

    /**
     * G: so many times, from taps {@code from[i], from[i + step], ...} to positions {@code to[j], to[j + stride], ...}. The next time is one
     * vector further on in {@code from}, and {@code next} in {@code to}.
     */
    void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count);

    /**
     * G^T: so many times, from positions {@code from[i], from[i + step], ...} to taps {@code to[j], to[j + stride], ...}. The next time is
     * {@code next} further on in {@code from}, and one vector in {@code to}.
     */
    void reduce(float[] from, int i, int step, int next, float[] to, int j, int stride, int count);
}

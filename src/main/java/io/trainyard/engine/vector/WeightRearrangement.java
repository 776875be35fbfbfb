package io.trainyard.engine.vector;

import java.nio.FloatBuffer;

/** How weights become those of another convolution that takes the place. */
public interface WeightRearrangement {

    /** Brings the weights of some outputs, [out, in, kernel, kernel], to those of the convolution that takes the place. */
    void weights(FloatBuffer plain, int firstOutput, int endOutput, FloatBuffer target);

    /** Brings gradients of those weights back. */
    void gradients(FloatBuffer ofTarget, int firstOutput, int endOutput, FloatBuffer plain);

    /**
     * @param sources which of an output's weights comes where; negative for zero
     * @param length an output's weights
     */
    static void spread(
            int[] sources, int length, FloatBuffer plain, int firstOutput, int endOutput, FloatBuffer target) {
        float[] before = new float[length];
        float[] after = new float[sources.length];
        for (int output = firstOutput; output < endOutput; output++) {
            plain.get(output * length, before);
            spread(sources, before, after);
            target.put(output * sources.length, after);
        }
    }

    /** Those of one output. */
    static void spread(int[] sources, float[] before, float[] after) {
        for (int i = 0; i < sources.length; i++) {
            after[i] = sources[i] < 0 ? 0 : before[sources[i]];
        }
    }

    /** The opposite. */
    static void collect(
            int[] sources, int length, FloatBuffer ofTarget, int firstOutput, int endOutput, FloatBuffer plain) {
        float[] before = new float[length];
        float[] after = new float[sources.length];
        for (int output = firstOutput; output < endOutput; output++) {
            ofTarget.get(output * sources.length, after);
            for (int i = 0; i < sources.length; i++) {
                if (sources[i] >= 0) {
                    before[sources[i]] = after[i];
                }
            }
            plain.put(output * length, before);
        }
    }
}

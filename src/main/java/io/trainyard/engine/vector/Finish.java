package io.trainyard.engine.vector;

import org.jspecify.annotations.Nullable;

/**
 * What is done to a convolution's outputs before they are written.
 *
 * @param bias of all outputs, as it is at the time; zeros for none
 * @param biased whether it may be anything else
 * @param more whether they are added to what is there
 * @param moments to be taken of them
 */
public record Finish(
        float[] bias,
        boolean biased,
        boolean relu,
        boolean more,
        @Nullable Moments moments) {

    public static Finish of(float[] bias, boolean biased, boolean relu) {
        return new Finish(bias, biased, relu, false, null);
    }

    /** Nothing. */
    public static Finish none(int outputs) {
        return of(new float[outputs], false, false);
    }

    public Finish adding() {
        return new Finish(bias, biased, relu, true, moments);
    }

    public Finish taking(Moments taken) {
        return new Finish(bias, biased, relu, more, taken);
    }
}

package io.trainyard.engine.vector;

/**
 * What is done to a convolution's outputs.
 *
 * @param bias of all outputs, as it is at the time; zeros for none
 * @param biased whether it may be anything else
 */
public record Finish(float[] bias, boolean biased, boolean relu) {

    /** Nothing. */
    public static Finish none(int outputs) {
        return new Finish(new float[outputs], false, false);
    }

    boolean isNothing() {
        return !biased && !relu;
    }
}

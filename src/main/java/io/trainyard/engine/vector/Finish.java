package io.trainyard.engine.vector;

/**
 * What is done to a convolution's outputs before they are written.
 *
 * @param bias of all outputs, as it is at the time; zeros for none
 * @param biased whether it may be anything else
 * @param more whether they are added to what is there
 */
public record Finish(float[] bias, boolean biased, boolean relu, boolean more) {

    public static Finish of(float[] bias, boolean biased, boolean relu) {
        return new Finish(bias, biased, relu, false);
    }

    /** Nothing. */
    public static Finish none(int outputs) {
        return of(new float[outputs], false, false);
    }

    public Finish adding() {
        return new Finish(bias, biased, relu, true);
    }
}

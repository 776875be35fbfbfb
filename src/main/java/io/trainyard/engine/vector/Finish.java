package io.trainyard.engine.vector;

/**
 * What is done to a convolution's outputs before they are written.
 *
 * @param bias of all outputs, as it is at the time; zeros for none
 * @param biased whether it may be anything else
 * @param pooled whether only the largest of each 2x2 is written; then nothing is added to them
 */
public record Finish(float[] bias, boolean biased, boolean relu, boolean pooled) {

    public static Finish of(float[] bias, boolean biased, boolean relu) {
        return new Finish(bias, biased, relu, false);
    }

    /** Nothing. */
    public static Finish none(int outputs) {
        return of(new float[outputs], false, false);
    }

    /** As torch.nn.MaxPool2d(2), whatever else there is to do. */
    public Finish pooling() {
        return new Finish(bias, biased, relu, true);
    }
}

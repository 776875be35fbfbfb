package io.trainyard.engine;

/** Probabilities, to compare with those of others. */
public final class Softmax {

    private Softmax() {}

    /** @param logits rows of {@code classes} values */
    public static double[] of(float[] logits, int classes) {
        double[] probabilities = new double[logits.length];
        for (int row = 0; row < logits.length; row += classes) {
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                max = Math.max(max, logits[row + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[row + c] - max);
            }
            for (int c = 0; c < classes; c++) {
                probabilities[row + c] = Math.exp(logits[row + c] - max) / sum;
            }
        }
        return probabilities;
    }
}

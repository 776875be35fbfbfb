package io.trainyard.engine;

/**
 * Softmax cross entropy on logits as torch.nn.CrossEntropyLoss: mean over the batch, label smoothing as soft labels
 * (1 - s) one-hot + s / classes. All sums in double precision.
 */
final class Loss {

    private final double smoothing;

    Loss(double smoothing) {
        this.smoothing = smoothing;
    }

    /**
     * @param loss mean over the batch
     * @param correct examples whose first largest logit is the label's
     * @param gradient d loss / d logits, size x classes
     */
    record Result(double loss, int correct, float[] gradient) {}

    /** @param logits size x classes, row-major */
    Result of(float[] logits, int[] labels) {
        int classes = logits.length / labels.length;
        float[] gradient = new float[logits.length];
        double sum = 0;
        int correct = 0;
        for (int row = 0; row < labels.length; row++) {
            int offset = row * classes;
            double logSum = logSumExp(logits, offset, classes);
            double loss = 0;
            for (int c = 0; c < classes; c++) {
                double logProbability = logits[offset + c] - logSum;
                double target = smoothing / classes + (c == labels[row] ? 1 - smoothing : 0);
                if (target != 0) {
                    loss -= target * logProbability;
                }
                gradient[offset + c] = (float) ((Math.exp(logProbability) - target) / labels.length);
            }
            sum += loss;
            correct += argmax(logits, offset, classes) == labels[row] ? 1 : 0;
        }
        return new Result(sum / labels.length, correct, gradient);
    }

    /** @param logits rows of {@code classes} values; overwritten with probabilities */
    static void softmax(float[] logits, int classes) {
        for (int offset = 0; offset < logits.length; offset += classes) {
            double logSum = logSumExp(logits, offset, classes);
            for (int c = 0; c < classes; c++) {
                logits[offset + c] = (float) Math.exp(logits[offset + c] - logSum);
            }
        }
    }

    private static double logSumExp(float[] logits, int offset, int classes) {
        double max = logits[offset + argmax(logits, offset, classes)];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(logits[offset + c] - max);
        }
        return max + Math.log(sum);
    }

    private static int argmax(float[] values, int offset, int length) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            if (values[offset + i] > values[offset + best]) {
                best = i;
            }
        }
        return best;
    }
}

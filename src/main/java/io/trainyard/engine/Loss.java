package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.Batch.Mix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Softmax cross entropy on logits as torch.nn.CrossEntropyLoss, with the label smoothing s as soft labels
 * (1 - s) target + s / classes and with class weights. The mean over the batch is divided as there: by the sum of the
 * labels' weights, or with soft targets by the size of the batch. All sums in double precision.
 */
final class Loss {

    private final io.trainyard.spec.Loss spec;

    Loss(io.trainyard.spec.Loss spec) {
        this.spec = spec;
    }

    /**
     * @param loss mean over the batch
     * @param correct examples whose first largest logit is the label's, or that of the label with the larger share
     * @param gradient d loss / d logits, size x classes
     */
    record Result(double loss, int correct, float[] gradient) {}

    /** @param logits size x classes, row-major */
    Result of(float[] logits, Batch batch) {
        int[] labels = batch.labels();
        Mix mix = batch.mix();
        int classes = logits.length / labels.length;
        double divisor = divisor(labels, mix);
        float[] gradient = new float[logits.length];
        double[] target = new double[classes];
        double sum = 0;
        int correct = 0;
        for (int row = 0; row < labels.length; row++) {
            int offset = row * classes;
            fill(target, labels[row], mix == null ? labels[row] : mix.others()[row], mix == null ? 1 : mix.share());
            correct += argmax(logits, offset, classes) == argmax(target) ? 1 : 0;
            double total = smooth(target);
            double logSum = logSumExp(logits, offset, classes);
            double loss = 0;
            for (int c = 0; c < classes; c++) {
                double logProbability = logits[offset + c] - logSum;
                if (target[c] != 0) {
                    loss -= target[c] * logProbability;
                }
                gradient[offset + c] = (float) ((Math.exp(logProbability) * total - target[c]) / divisor);
            }
            sum += loss;
        }
        return new Result(sum / divisor, correct, gradient);
    }

    private double divisor(int[] labels, @Nullable Mix mix) {
        if (mix != null) {
            return labels.length;
        }
        double sum = 0;
        for (int label : labels) {
            sum += spec.weight(label);
        }
        return sum;
    }

    private static void fill(double[] target, int label, int other, double share) {
        Arrays.fill(target, 0);
        target[label] += share;
        target[other] += 1 - share;
    }

    /** Smooths and weighs a target; returns its sum. */
    private double smooth(double[] target) {
        double smoothing = spec.labelSmoothing();
        double sum = 0;
        for (int c = 0; c < target.length; c++) {
            target[c] = spec.weight(c) * (smoothing / target.length + target[c] * (1 - smoothing));
            sum += target[c];
        }
        return sum;
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

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}

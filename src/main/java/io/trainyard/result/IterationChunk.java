package io.trainyard.result;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Consecutive steps of one epoch, column by column: all arrays are of the same length, an element a step.
 *
 * @param epoch 1-based
 * @param first number of the first step, counted over the whole run
 */
public record IterationChunk(
        int epoch,
        long first,
        float[] trainLoss,
        float[] trainAccuracy,
        float[] learningRate,
        float[] imagesPerSecond) {

    public IterationChunk {
        int steps = trainLoss.length;
        if (trainAccuracy.length != steps || learningRate.length != steps || imagesPerSecond.length != steps) {
            throw new IllegalArgumentException("The columns of a chunk of iterations differ in length.");
        }
    }

    public int size() {
        return trainLoss.length;
    }

    /** Number of its last step. */
    public long last() {
        return first + size() - 1;
    }

    /** Its first steps alone. */
    public IterationChunk first(int steps) {
        return new IterationChunk(
                epoch,
                first,
                Arrays.copyOf(trainLoss, steps),
                Arrays.copyOf(trainAccuracy, steps),
                Arrays.copyOf(learningRate, steps),
                Arrays.copyOf(imagesPerSecond, steps));
    }

    /** With the steps that follow right after. */
    public IterationChunk plus(IterationChunk next) {
        return new IterationChunk(
                epoch,
                first,
                joined(trainLoss, next.trainLoss),
                joined(trainAccuracy, next.trainAccuracy),
                joined(learningRate, next.learningRate),
                joined(imagesPerSecond, next.imagesPerSecond));
    }

    private static float[] joined(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    public void forEach(Consumer<IterationMetrics> step) {
        for (int i = 0; i < size(); i++) {
            step.accept(new IterationMetrics(
                    epoch, first + i, trainLoss[i], trainAccuracy[i], learningRate[i], imagesPerSecond[i]));
        }
    }
}

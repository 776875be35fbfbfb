package io.trainyard.trainer;

import io.trainyard.result.IterationChunk;
import io.trainyard.training.Step;
import java.util.Arrays;

/** The steps since the last message, in arrays that are used again and again. */
final class StepRows {

    static final int MOST = 4096;

    private final float[] loss = new float[MOST];
    private final float[] accuracy = new float[MOST];
    private final float[] learningRate = new float[MOST];
    private final float[] imagesPerSecond = new float[MOST];
    private int epoch;
    private long first;
    private int size;

    void add(Step step) {
        if (size == 0) {
            epoch = step.epoch();
            first = step.globalStep();
        }
        loss[size] = (float) step.loss();
        accuracy[size] = (float) step.correct() / step.examples();
        learningRate[size] = (float) step.learningRate();
        imagesPerSecond[size] = step.seconds() > 0 ? (float) (step.examples() / step.seconds()) : 0;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether the step has to wait until these are taken: they are of one epoch, and not too many. */
    boolean isClosedTo(Step step) {
        return size == MOST || (size > 0 && step.epoch() != epoch);
    }

    IterationChunk take() {
        IterationChunk chunk = new IterationChunk(
                epoch,
                first,
                Arrays.copyOf(loss, size),
                Arrays.copyOf(accuracy, size),
                Arrays.copyOf(learningRate, size),
                Arrays.copyOf(imagesPerSecond, size));
        size = 0;
        return chunk;
    }
}

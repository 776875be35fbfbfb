package io.trainyard.training;

import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, engine apart. Holds no clock time, so equal runs have equal states.
 *
 * @param epoch epochs completed
 * @param batch batches done of the epoch under way; 0 at an epoch's end
 * @param iteration optimizer steps done in all
 * @param lossSum sum over the examples of the epoch under way
 * @param correct right guesses in the epoch under way
 * @param examples seen in the epoch under way
 * @param best best value of the checkpoint metric so far and its epoch; null before the first
 * @param stopping best value of the early-stopping metric so far and its epoch; null before the first
 */
public record TrainingState(
        int epoch,
        int batch,
        long iteration,
        double lossSum,
        long correct,
        long examples,
        @Nullable Best best,
        @Nullable Best stopping) {

    public record Best(int epoch, double value) {}

    public static TrainingState initial() {
        return new TrainingState(0, 0, 0, 0, 0, 0, null, null);
    }
}

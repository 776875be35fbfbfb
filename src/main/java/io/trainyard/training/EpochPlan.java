package io.trainyard.training;

import io.trainyard.dataset.Batches;
import io.trainyard.spec.ExperimentSpec;

/**
 * How an epoch's batches make optimizer steps.
 *
 * @param batches of an epoch
 * @param batchesPerStep whose gradients are accumulated; an epoch's last step takes those that are left
 */
public record EpochPlan(int batches, int batchesPerStep) {

    public static EpochPlan of(ExperimentSpec spec, Batches batches) {
        return new EpochPlan(batches.train().batches(), spec.training().accumulateBatches());
    }

    /** Optimizer steps of an epoch. */
    public int iterations() {
        return iterationsAfter(batches);
    }

    /** Steps that {@code batch} batches of an epoch have made. */
    int iterationsAfter(int batch) {
        return (batch + batchesPerStep - 1) / batchesPerStep;
    }

    /** How many batches the step takes that begins behind {@code batch} batches. */
    int batchesOfStep(int batch) {
        return Math.min(batchesPerStep, batches - batch);
    }
}

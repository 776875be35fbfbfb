package io.trainyard.dataset;

import io.trainyard.spec.ExperimentSpec;

/** Makes the batch sources of an experiment: shuffled and augmented for training, in order and plain otherwise. */
public record Batches(BatchSource train, BatchSource validation, BatchSource test) {

    /** @param threads how many threads prepare batches ahead */
    public static Batches of(ExperimentSpec spec, Dataset dataset, int threads) {
        throw new IllegalStateException("skeleton");
    }
}

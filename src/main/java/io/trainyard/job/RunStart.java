package io.trainyard.job;

import org.jspecify.annotations.Nullable;

/**
 * A run just claimed, and where it takes up.
 *
 * @param resumeFrom the last checkpoint; null for a fresh start
 * @param best the best checkpoint of earlier attempts; null when there is none
 * @param fork how to take up at the checkpoint of another job; null where it is the job's own, or there is none
 * @param elapsedSeconds training time of the epochs that are done
 */
public record RunStart(
        Run run,
        Job job,
        @Nullable Checkpoint resumeFrom,
        @Nullable Checkpoint best,
        @Nullable ForkStart fork,
        double elapsedSeconds) {

    /**
     * @param resetOptimizer whether only the model is taken over
     * @param continues whether the best so far, early stopping's patience and a plateau's are carried on
     */
    public record ForkStart(boolean resetOptimizer, boolean continues) {}
}

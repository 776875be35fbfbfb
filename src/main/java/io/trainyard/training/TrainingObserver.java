package io.trainyard.training;

import io.trainyard.result.EpochMetrics;
import org.jspecify.annotations.Nullable;

/** Hears about a run as it goes, on its thread. */
public interface TrainingObserver {

    /**
     * A step is done.
     *
     * @param epoch the one under way, 1-based
     * @param batch steps done of it
     * @param examples size of the step's batch
     */
    default void stepped(int epoch, int batch, int examples) {}

    /** An epoch is over; with the checkpoint written at its end, if the policy asked for one. */
    void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint);
}

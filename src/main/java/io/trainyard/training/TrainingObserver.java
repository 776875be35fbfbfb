package io.trainyard.training;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.RunWarning;
import org.jspecify.annotations.Nullable;

/** Hears about a run as it goes, on its thread. */
public interface TrainingObserver {

    /** Called after every step; it should take next to no time. */
    default void stepped(Step step) {}

    /**
     * An epoch is over; with the checkpoint written at its end, if the policy asked for one. It is told when the
     * checkpoint is whole, which may be after some steps of the next epoch.
     */
    void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint);

    /** Something looks wrong; said again, with newer numbers, as long as it does. */
    default void warned(RunWarning warning) {}
}

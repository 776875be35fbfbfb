package io.trainyard.training;

import io.trainyard.result.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a run says; can stop it after a number of steps. */
final class Recorder implements TrainingObserver {

    final List<EpochMetrics> epochs = new ArrayList<>();
    final List<SavedCheckpoint> checkpoints = new ArrayList<>();
    private final StopSignal stop;
    private final int stopAfter;
    int steps;

    /** @param stopAfter steps; 0 for never */
    Recorder(StopSignal stop, int stopAfter) {
        this.stop = stop;
        this.stopAfter = stopAfter;
    }

    @Override
    public void stepped(Step step) {
        if (++steps == stopAfter) {
            stop.raise();
        }
    }

    @Override
    public void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint) {
        epochs.add(metrics);
        if (checkpoint != null) {
            checkpoints.add(checkpoint);
        }
    }

    /** What must not depend on interruptions. */
    List<EpochMetrics> timeless() {
        return epochs.stream()
                .map(m -> new EpochMetrics(
                        m.epoch(),
                        m.trainLoss(),
                        m.trainAccuracy(),
                        m.validationLoss(),
                        m.validationAccuracy(),
                        m.learningRate(),
                        0,
                        0,
                        0))
                .toList();
    }

    List<Integer> checkpointEpochs() {
        return checkpoints.stream().map(c -> c.state().epoch()).toList();
    }
}

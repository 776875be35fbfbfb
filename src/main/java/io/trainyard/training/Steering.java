package io.trainyard.training;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.StopReason;
import io.trainyard.spec.CheckpointPolicy;
import io.trainyard.spec.EarlyStopping;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Metric;
import io.trainyard.spec.Training;
import io.trainyard.training.TrainingState.Best;
import org.jspecify.annotations.Nullable;

/** What the spec decides at an epoch's end: what is best, whether to go on, whether to write a checkpoint. */
final class Steering {

    private final Training training;
    private final CheckpointPolicy checkpoints;
    private final @Nullable EarlyStopping earlyStopping;
    private final boolean restoresBest;

    Steering(ExperimentSpec spec) {
        this.training = spec.training();
        this.checkpoints = spec.checkpoints();
        this.earlyStopping = spec.earlyStopping();
        this.restoresBest = spec.restoresBest();
    }

    /** @param elapsedSeconds of the whole run, earlier attempts included */
    TrainingState endEpoch(TrainingState state, EpochMetrics metrics, double elapsedSeconds) {
        Best best = better(state.best(), checkpoints.metric(), 0, metrics);
        Best stopping = earlyStopping == null
                ? null
                : better(state.stopping(), earlyStopping.metric(), earlyStopping.minDelta(), metrics);
        return state.nextEpoch(best, stopping, endsEarly(metrics, stopping, elapsedSeconds));
    }

    /** Null while training goes on. */
    @Nullable
    StopReason reasonToEnd(TrainingState state) {
        if (state.endedEarly() != null) {
            return state.endedEarly();
        }
        return state.epoch() >= training.epochs() ? StopReason.MAX_EPOCHS : null;
    }

    /** @param state at an epoch's end */
    boolean writesCheckpoint(TrainingState state) {
        return state.epoch() % checkpoints.everyEpochs() == 0
                || reasonToEnd(state) != null
                || (checkpoints.keepBest() > 0 && isBest(state));
    }

    /** Whether the epoch that just ended is the best so far; of equals the first one is. */
    boolean isBest(TrainingState state) {
        return state.batch() == 0 && state.best() != null && state.best().epoch() == state.epoch();
    }

    /** Whether the test set judges the best checkpoint rather than the last. */
    boolean testsBest(TrainingState state) {
        return restoresBest && state.best() != null;
    }

    /** Null without validation data. */
    @Nullable
    Double checkpointMetric(EpochMetrics metrics) {
        return value(checkpoints.metric(), metrics);
    }

    private @Nullable StopReason endsEarly(EpochMetrics metrics, @Nullable Best stopping, double elapsedSeconds) {
        Double target = training.targetAccuracy();
        if (target != null && metrics.validationAccuracy() != null && metrics.validationAccuracy() >= target) {
            return StopReason.TARGET_REACHED;
        }
        if (metrics.epoch() >= training.epochs()) {
            return null;
        }
        if (earlyStopping != null
                && stopping != null
                && metrics.epoch() - stopping.epoch() >= earlyStopping.patience()) {
            return StopReason.EARLY_STOPPING;
        }
        Integer limit = training.maxRuntimeSeconds();
        return limit != null && elapsedSeconds >= limit ? StopReason.MAX_RUNTIME : null;
    }

    private static @Nullable Best better(@Nullable Best best, Metric metric, double minDelta, EpochMetrics metrics) {
        Double value = value(metric, metrics);
        if (value == null) {
            return best;
        }
        double margin = metric.improves(1, 0) ? minDelta : -minDelta;
        boolean improved = best == null || metric.improves(value, best.value() + margin);
        return improved ? new Best(metrics.epoch(), value) : best;
    }

    /** @throws IllegalArgumentException without the validation data that {@code metric} needs; the spec's checks forbid it */
    static double require(Metric metric, EpochMetrics metrics) {
        Double value = value(metric, metrics);
        if (value == null) {
            throw new IllegalArgumentException(metric.id() + " needs validation data, and there is none");
        }
        return value;
    }

    private static @Nullable Double value(Metric metric, EpochMetrics metrics) {
        return switch (metric) {
            case VALIDATION_LOSS -> metrics.validationLoss();
            case VALIDATION_ACCURACY -> metrics.validationAccuracy();
            case TRAIN_LOSS -> metrics.trainLoss();
        };
    }
}

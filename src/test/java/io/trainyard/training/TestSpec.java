package io.trainyard.training;

import io.trainyard.spec.CheckpointPolicy;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.DatasetSpec;
import io.trainyard.spec.Description;
import io.trainyard.spec.EarlyStopping;
import io.trainyard.spec.Evaluation;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Loss;
import io.trainyard.spec.LrSchedule;
import io.trainyard.spec.Metric;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.Optimizer;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.Retry;
import io.trainyard.spec.Training;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a spec that steer a run. */
record TestSpec(
        Training training, @Nullable EarlyStopping earlyStopping, CheckpointPolicy checkpoints, LrSchedule schedule) {

    static TestSpec epochs(int epochs) {
        return new TestSpec(
                new Training(epochs, 4, null, null),
                null,
                new CheckpointPolicy(1, 2, 1, Metric.VALIDATION_ACCURACY),
                new LrSchedule.Cosine(0, 1));
    }

    TestSpec checkpoints(int everyEpochs, int keepBest, Metric metric) {
        return new TestSpec(training, earlyStopping, new CheckpointPolicy(everyEpochs, 1, keepBest, metric), schedule);
    }

    TestSpec earlyStopping(Metric metric, int patience, double minDelta) {
        return earlyStopping(new EarlyStopping(metric, patience, minDelta));
    }

    TestSpec earlyStopping(EarlyStopping stopping) {
        return new TestSpec(training, stopping, checkpoints, schedule);
    }

    TestSpec targetAccuracy(double target) {
        return training(new Training(training.epochs(), training.batchSize(), null, target));
    }

    TestSpec maxRuntimeSeconds(int seconds) {
        return training(new Training(training.epochs(), training.batchSize(), seconds, null));
    }

    TestSpec accumulateBatches(int batches) {
        return training(new Training(training.epochs(), training.batchSize(), batches, null, null));
    }

    private TestSpec training(Training other) {
        return new TestSpec(other, earlyStopping, checkpoints, schedule);
    }

    TestSpec schedule(LrSchedule other) {
        return new TestSpec(training, earlyStopping, checkpoints, other);
    }

    ExperimentSpec spec() {
        return new ExperimentSpec(
                Description.NONE,
                42,
                0,
                new DatasetSpec(DatasetName.SHAPES, 0.1, null, null),
                new Preprocessing(new Preprocessing.None()),
                List.of(),
                new ModelSpec(List.of(new Layer.Flatten(), new Layer.Linear(10, true))),
                List.of(),
                new Loss(0),
                new Optimizer.Sgd(0.1, 0.9, 0, false, 0, true),
                schedule,
                null,
                null,
                training,
                earlyStopping,
                checkpoints,
                new Evaluation(5),
                new Retry(1));
    }
}

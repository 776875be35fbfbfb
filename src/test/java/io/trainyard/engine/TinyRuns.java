package io.trainyard.engine;

import io.trainyard.dataset.Batches;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.RunWarning;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.CheckpointFolder;
import io.trainyard.training.Engine;
import io.trainyard.training.Outcome;
import io.trainyard.training.RunClock;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.Step;
import io.trainyard.training.StopSignal;
import io.trainyard.training.TrainingLoop;
import io.trainyard.training.TrainingObserver;
import io.trainyard.training.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs of the training loop with the real engine, on a few images that can be learned. */
final class TinyRuns {

    private TinyRuns() {}

    static ExperimentSpec spec(String json) {
        return SpecReader.read(JsonMapper.shared().readTree(json));
    }

    /** MNIST's shape and classes; an image is noise with a bright row for its class. */
    static Dataset dataset(int train, int test) {
        return new Dataset(DatasetName.MNIST, images(train, 1), images(test, 2), "");
    }

    private static Images images(int count, long seed) {
        var shape = DatasetName.MNIST.shape();
        byte[] pixels = new byte[count * shape.size()];
        new Random(seed).nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            int row = i * shape.size() + (4 + 2 * labels[i]) * shape.width();
            java.util.Arrays.fill(pixels, row, row + 2 * shape.width(), (byte) 255);
        }
        return new Images(shape, pixels, labels);
    }

    static Batches batches(ExperimentSpec spec, Dataset dataset) {
        return Batches.of(spec, dataset, 1);
    }

    /** Writes down what a run says; can stop it after so many steps. */
    static final class Recorder implements TrainingObserver {

        final List<EpochMetrics> epochs = new ArrayList<>();
        final List<RunWarning> warnings = new ArrayList<>();

        @Nullable
        SavedCheckpoint lastCheckpoint;

        private final StopSignal stop;
        private int stepsToGo;

        /** @param steps 0 for no stop */
        Recorder(StopSignal stop, int steps) {
            this.stop = stop;
            this.stepsToGo = steps;
        }

        @Override
        public void stepped(Step step) {
            if (--stepsToGo == 0) {
                stop.raise();
            }
        }

        @Override
        public void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint) {
            epochs.add(new EpochMetrics(
                    metrics.epoch(),
                    metrics.trainLoss(),
                    metrics.trainAccuracy(),
                    metrics.validationLoss(),
                    metrics.validationAccuracy(),
                    metrics.learningRate(),
                    0,
                    0,
                    0));
            lastCheckpoint = checkpoint == null ? lastCheckpoint : checkpoint;
        }

        @Override
        public void warned(RunWarning warning) {
            warnings.add(warning);
        }
    }

    static Outcome run(
            ExperimentSpec spec, Engine engine, Batches batches, Path folder, Recorder recorder, TrainingState start)
            throws Exception {
        RunClock clock = RunClock.startedAfter(0);
        return new TrainingLoop(spec, engine, batches, new CheckpointFolder(folder), recorder, recorder.stop, clock)
                .run(start);
    }
}

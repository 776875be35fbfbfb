package io.trainyard.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment, every default written out. Immutable; made by {@link SpecReader}, written by {@link SpecWriter}.
 *
 * @param seed fixes initial weights, split, shuffling, augmentation and dropout
 * @param priority a higher one runs sooner
 */
public record ExperimentSpec(
        Description description,
        long seed,
        int priority,
        DatasetSpec dataset,
        Preprocessing preprocessing,
        List<Augmentation> augmentation,
        ModelSpec model,
        List<WeightInitRule> weightInit,
        Loss loss,
        Optimizer optimizer,
        LrSchedule lrSchedule,
        @Nullable GradientClipping gradientClipping,
        @Nullable Ema ema,
        Training training,
        @Nullable EarlyStopping earlyStopping,
        CheckpointPolicy checkpoints,
        Evaluation evaluation,
        Retry retry) {

    public ExperimentSpec {
        augmentation = List.copyOf(augmentation);
        weightInit = List.copyOf(weightInit);
    }

    /** Batches; the last one of an epoch may be smaller. */
    public int iterationsPerEpoch() {
        return (imagesPerEpoch() + training.batchSize() - 1) / training.batchSize();
    }

    private int imagesPerEpoch() {
        return dataset.trainImages() - dataset.validationImages();
    }

    /** Of an epoch. */
    int lastBatchSize() {
        return (imagesPerEpoch() - 1) % training.batchSize() + 1;
    }

    /** Optimizer steps; the last one of an epoch may have fewer batches. */
    public int stepsPerEpoch() {
        return (iterationsPerEpoch() + training.accumulateBatches() - 1) / training.accumulateBatches();
    }

    /** Whether the best checkpoint is tested and handed out; otherwise the last epoch's. */
    public boolean restoresBest() {
        return checkpoints.keepBest() > 0 && (earlyStopping == null || earlyStopping.restoreBest());
    }

    /** How many values training keeps for every parameter, besides it and its gradient. */
    public int buffersPerParameter() {
        return optimizer.buffersPerParameter() + (ema == null ? 0 : 1) + (training.accumulateBatches() == 1 ? 0 : 1);
    }
}

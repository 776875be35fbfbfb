package io.trainyard.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One experiment, every default written out. Immutable; made by {@link SpecReader}, written by {@link SpecWriter}.
 *
 * @param seed fixes initial weights, split, shuffling, augmentation and dropout
 * @param priority a higher one runs sooner
 */
public record ExperimentSpec(
        @Nullable String name,
        Map<String, String> labels,
        String notes,
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
        Training training,
        @Nullable EarlyStopping earlyStopping,
        CheckpointPolicy checkpoints,
        Retry retry) {

    public ExperimentSpec {
        labels = Map.copyOf(labels);
        augmentation = List.copyOf(augmentation);
        weightInit = List.copyOf(weightInit);
    }

    /** Steps; the last batch of an epoch may be smaller. */
    public int iterationsPerEpoch() {
        int images = dataset.trainImages() - dataset.validationImages();
        return (images + training.batchSize() - 1) / training.batchSize();
    }
}

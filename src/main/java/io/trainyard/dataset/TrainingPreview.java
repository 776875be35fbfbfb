package io.trainyard.dataset;

import io.trainyard.spec.DatasetSpec;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Preprocessing.Standardize;
import java.util.Arrays;

/**
 * What a network sees in training, to be looked at. The batches come from where those of a run come from; only
 * standardization is undone. Holds on to the data set, its splits and its statistics, which take a moment to find.
 */
public final class TrainingPreview {

    private final Dataset dataset;
    private final DatasetSpec split;
    private final Standardize standardize;
    private final long seed;
    private final Splits splits;
    private final Standardization standardization;

    public TrainingPreview(ExperimentSpec spec, Dataset dataset) {
        this.dataset = dataset;
        this.split = spec.dataset();
        this.standardize = spec.preprocessing().standardize();
        this.seed = spec.seed();
        this.splits = Splits.of(dataset, split, seed);
        Images train = dataset.train();
        this.standardization = Standardization.of(
                Standardization.resolved(standardize, train, splits.train()),
                train.shape().channels());
    }

    /** Whether splits and statistics are those of this spec, too. */
    public boolean fits(ExperimentSpec spec, Dataset dataset) {
        return this.dataset == dataset
                && split.equals(spec.dataset())
                && standardize.equals(spec.preprocessing().standardize())
                && seed == spec.seed();
    }

    /**
     * The first images of an epoch's first batch.
     *
     * @param spec one that {@link #fits}
     * @param epoch 1-based
     * @param limit at most so many images
     */
    public Images firstBatch(ExperimentSpec spec, int epoch, int limit) {
        Batch batch = Batches.training(spec, dataset.train(), splits, standardization, 1)
                .batch(epoch, 0);
        int count = Math.min(limit, batch.size());
        float[] values = Arrays.copyOf(batch.images(), count * batch.shape().size());
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) batch.labels()[i];
        }
        return new Images(batch.shape(), standardization.undo(values), labels);
    }
}

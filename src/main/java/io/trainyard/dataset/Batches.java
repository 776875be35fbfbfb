package io.trainyard.dataset;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Preprocessing.None;
import io.trainyard.spec.Preprocessing.Standardize;

/**
 * Makes the batch sources of an experiment: shuffled and augmented for training, in order and plain otherwise.
 *
 * @param standardize what all three do to pixels, with the statistics of the training split where the spec asks for them
 */
public record Batches(BatchSource train, BatchSource validation, BatchSource test, Standardize standardize) {

    /** Of pixels that stay as they are. */
    public Batches(BatchSource train, BatchSource validation, BatchSource test) {
        this(train, validation, test, new None());
    }

    /**
     * All three sources are standardized alike, with the statistics of the training split where the spec asks for them.
     *
     * @param threads how many threads prepare batches ahead
     */
    public static Batches of(ExperimentSpec spec, Dataset dataset, int threads) {
        Splits splits = Splits.of(dataset, spec.dataset(), spec.seed());
        Standardize standardize =
                Standardization.resolved(spec.preprocessing().standardize(), dataset.train(), splits.train());
        Standardization standardization =
                Standardization.of(standardize, dataset.train().shape().channels());
        Augmenter none = Augmenter.none(dataset.train().shape());
        int batchSize = spec.training().batchSize();
        return new Batches(
                training(spec, dataset.train(), splits, standardization, threads),
                inOrder(dataset.train(), splits.validation(), none, standardization, batchSize, threads),
                inOrder(dataset.test(), splits.test(), none, standardization, batchSize, threads),
                standardize);
    }

    static SplitSource training(
            ExperimentSpec spec, Images images, Splits splits, Standardization standardization, int threads) {
        return new SplitSource(
                images,
                splits.train().length,
                epoch -> shuffled(splits.train(), spec.seed(), epoch),
                new Augmenter(images.shape(), spec.augmentation()),
                standardization,
                spec.seed(),
                spec.training().batchSize(),
                threads);
    }

    private static BatchSource inOrder(
            Images images, int[] indices, Augmenter none, Standardization standardization, int batchSize, int threads) {
        return new SplitSource(images, indices.length, epoch -> indices, none, standardization, 0, batchSize, threads);
    }

    private static int[] shuffled(int[] indices, long seed, int epoch) {
        int[] order = indices.clone();
        new CounterRandom(Purpose.SHUFFLE, seed, epoch).shuffle(order);
        return order;
    }
}

package io.trainyard.dataset;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.ExperimentSpec;

/** Makes the batch sources of an experiment: shuffled and augmented for training, in order and plain otherwise. */
public record Batches(BatchSource train, BatchSource validation, BatchSource test) {

    /**
     * All three sources are standardized alike, with the statistics of the training split where the spec asks for them.
     *
     * @param threads how many threads prepare batches ahead
     */
    public static Batches of(ExperimentSpec spec, Dataset dataset, int threads) {
        Splits splits = Splits.of(dataset, spec.dataset(), spec.seed());
        Standardization standardization =
                Standardization.of(spec.preprocessing().standardize(), dataset.train(), splits.train());
        Augmenter augmenter = new Augmenter(dataset.train().shape(), spec.augmentation());
        Augmenter none = Augmenter.none(dataset.train().shape());
        int batchSize = spec.training().batchSize();
        long seed = spec.seed();
        return new Batches(
                new SplitSource(
                        dataset.train(),
                        splits.train().length,
                        epoch -> shuffled(splits.train(), seed, epoch),
                        augmenter,
                        standardization,
                        seed,
                        batchSize,
                        threads),
                inOrder(dataset.train(), splits.validation(), none, standardization, batchSize, threads),
                inOrder(dataset.test(), splits.test(), none, standardization, batchSize, threads));
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

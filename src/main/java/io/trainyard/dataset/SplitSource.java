package io.trainyard.dataset;

import io.trainyard.dataset.CounterRandom.Purpose;
import java.util.function.IntFunction;

/**
 * Passes over the images of one split.
 *
 * @param order the image indices of a pass, by epoch
 * @param seed of the augmentation, whose numbers are functions of it, the epoch and the index of the image or the batch
 * @param threads that prepare batches ahead
 */
record SplitSource(
        Images images,
        int examples,
        IntFunction<int[]> order,
        Augmenter augmenter,
        Standardization standardization,
        long seed,
        int batchSize,
        int threads)
        implements BatchSource {

    @Override
    public int batches() {
        return (examples + batchSize - 1) / batchSize;
    }

    @Override
    public BatchStream pass(int epoch, int fromBatch) {
        int[] indices = order.apply(epoch);
        return new PrefetchingStream(batch -> prepare(indices, batch, epoch), fromBatch, batches(), threads);
    }

    /** One batch of a pass, made by the caller's thread. */
    Batch batch(int epoch, int number) {
        return prepare(order.apply(epoch), number, epoch);
    }

    @Override
    public Sample sample(int epoch, int position) {
        return images.sample(order.apply(epoch)[position]);
    }

    private Batch prepare(int[] indices, int batch, int epoch) {
        int from = batch * batchSize;
        int size = Math.min(batchSize, indices.length - from);
        int imageSize = images.shape().size();
        float[] values = new float[size * imageSize];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            int index = indices[from + i];
            CounterRandom random = new CounterRandom(Purpose.AUGMENTATION, seed, epoch, index);
            standardization.apply(augmenter.apply(images.pixels(index), random), values, i * imageSize);
            augmenter.erase(values, i * imageSize, random);
            labels[i] = images.label(index);
        }
        return augmenter.mix(
                new Batch(images.shape(), values, labels), new CounterRandom(Purpose.MIXING, seed, epoch, batch));
    }
}

package io.trainyard.dataset;

/**
 * Passes over one split. Order and augmentation of a training pass are functions of (seed, epoch, index) alone, so a
 * pass can be entered at any batch and gives what it would have given.
 */
public interface BatchSource {

    int examples();

    /** Batches in one pass; the last one may be smaller. */
    int batches();

    /**
     * @param epoch 1-based
     * @param fromBatch how many batches of the pass to skip
     */
    BatchStream pass(int epoch, int fromBatch);

    /** The image at a place of a pass, 0-based, as the data set has it. */
    Sample sample(int epoch, int position);
}

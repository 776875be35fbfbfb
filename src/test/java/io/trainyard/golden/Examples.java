package io.trainyard.golden;

import io.trainyard.dataset.Batch.Mix;
import org.jspecify.annotations.Nullable;

/**
 * A batch as PyTorch would have it.
 *
 * @param images size x channels x height x width
 * @param mix soft targets, or null for the labels alone
 */
record Examples(float[] images, int[] labels, @Nullable Mix mix) {

    int size() {
        return labels.length;
    }
}

package io.trainyard.dataset;

import io.trainyard.spec.ImageShape;

/**
 * What one step sees.
 *
 * @param images standardized values, size x height x width x channels (NHWC), exactly that long
 * @param labels size class indices
 */
public record Batch(ImageShape shape, float[] images, int[] labels) {

    public int size() {
        return labels.length;
    }
}

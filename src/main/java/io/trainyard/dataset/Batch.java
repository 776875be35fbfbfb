package io.trainyard.dataset;

import io.trainyard.spec.ImageShape;
import org.jspecify.annotations.Nullable;

/**
 * What one step sees.
 *
 * @param images standardized values, size x height x width x channels (NHWC), exactly that long
 * @param labels size class indices
 * @param mix null where each image belongs to its label alone
 */
public record Batch(
        ImageShape shape,
        float[] images,
        int[] labels,
        @Nullable Mix mix) {

    public Batch(ImageShape shape, float[] images, int[] labels) {
        this(shape, images, labels, null);
    }

    public int size() {
        return labels.length;
    }

    /**
     * Soft targets: {@code share} of each image belongs to its label, the rest to its other label.
     *
     * @param others size class indices
     * @param share 0 to 1
     */
    public record Mix(int[] others, double share) {}
}

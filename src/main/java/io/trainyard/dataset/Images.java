package io.trainyard.dataset;

import io.trainyard.spec.ImageShape;
import java.util.Arrays;

/**
 * Labelled images in memory, 8 bits a value.
 *
 * @param pixels count x height x width x channels (NHWC), unsigned
 * @param labels count class indices
 */
public record Images(ImageShape shape, byte[] pixels, byte[] labels) {

    public Images {
        if (pixels.length != (long) labels.length * shape.size()) {
            throw new IllegalArgumentException(
                    "%d labels do not fit %d pixel values of shape %s".formatted(labels.length, pixels.length, shape));
        }
    }

    public int count() {
        return labels.length;
    }

    public int label(int index) {
        return Byte.toUnsignedInt(labels[index]);
    }

    /** A copy of one image's pixels. */
    byte[] pixels(int index) {
        return Arrays.copyOfRange(pixels, index * shape.size(), (index + 1) * shape.size());
    }

    public Sample sample(int index) {
        return new Sample(index, label(index), shape, pixels(index));
    }
}

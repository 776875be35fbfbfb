package io.trainyard.dataset;

import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.ImageShape;
import java.util.List;

/** Applies the spec's random changes to a raw image, before standardization, as torchvision's transforms do. */
record Augmenter(ImageShape shape, List<Augmentation> augmentations) {

    static Augmenter none(ImageShape shape) {
        return new Augmenter(shape, List.of());
    }

    /**
     * @param image one NHWC image
     * @return the changed image, which may be {@code image} itself
     */
    byte[] apply(byte[] image, CounterRandom random) {
        for (Augmentation augmentation : augmentations) {
            if (augmentation instanceof RandomCrop crop) {
                int range = 2 * crop.padding() + 1;
                int top = random.nextInt(range) - crop.padding();
                int left = random.nextInt(range) - crop.padding();
                image = shifted(image, top, left);
            } else if (augmentation instanceof RandomHorizontalFlip flip) {
                if (random.nextDouble() < flip.p()) {
                    mirror(image);
                }
            } else {
                throw new IllegalArgumentException("unknown augmentation: " + augmentation);
            }
        }
        return image;
    }

    /** The window whose upper left corner lies at (top, left) of the image; black outside of it. */
    private byte[] shifted(byte[] image, int top, int left) {
        byte[] window = new byte[image.length];
        int channels = shape.channels();
        int rowLength = shape.width() * channels;
        int columns = shape.width() - Math.abs(left);
        for (int y = Math.max(0, -top); y < Math.min(shape.height(), shape.height() - top) && columns > 0; y++) {
            int from = (y + top) * rowLength + Math.max(0, left) * channels;
            int to = y * rowLength + Math.max(0, -left) * channels;
            System.arraycopy(image, from, window, to, columns * channels);
        }
        return window;
    }

    private void mirror(byte[] image) {
        int channels = shape.channels();
        int rowLength = shape.width() * channels;
        for (int row = 0; row < image.length; row += rowLength) {
            for (int left = row, right = row + rowLength - channels;
                    left < right;
                    left += channels, right -= channels) {
                for (int channel = 0; channel < channels; channel++) {
                    byte value = image[left + channel];
                    image[left + channel] = image[right + channel];
                    image[right + channel] = value;
                }
            }
        }
    }
}

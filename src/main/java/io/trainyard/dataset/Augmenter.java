package io.trainyard.dataset;

import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.ColorJitter;
import io.trainyard.spec.Augmentation.Erasing;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.OfImage;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.Augmentation.RandomRotation;
import io.trainyard.spec.ImageShape;
import java.util.Arrays;
import java.util.List;

/** Applies the spec's random changes to training data, each at its stage, as torchvision's transforms do. */
record Augmenter(ImageShape shape, List<Augmentation> augmentations) {

    static Augmenter none(ImageShape shape) {
        return new Augmenter(shape, List.of());
    }

    /**
     * The changes to raw images.
     *
     * @param image one NHWC image
     * @return the changed image, which may be {@code image} itself
     */
    byte[] apply(byte[] image, CounterRandom random) {
        for (Augmentation augmentation : augmentations) {
            if (augmentation instanceof OfImage change) {
                image = apply(change, image, random);
            }
        }
        return image;
    }

    private byte[] apply(OfImage change, byte[] image, CounterRandom random) {
        if (change instanceof RandomCrop crop) {
            int range = 2 * crop.padding() + 1;
            int top = random.nextInt(range) - crop.padding();
            int left = random.nextInt(range) - crop.padding();
            return shifted(image, top, left);
        } else if (change instanceof RandomHorizontalFlip flip) {
            if (random.nextDouble() < flip.p()) {
                mirror(image);
            }
            return image;
        } else if (change instanceof RandomRotation rotation) {
            double degrees = random.nextDouble(-rotation.degrees(), rotation.degrees());
            return Rotation.by(degrees, shape, rotation.interpolation()).of(image);
        } else if (change instanceof ColorJitter jitter) {
            Colors.jitter(image, shape.channels(), jitter, random);
            return image;
        }
        throw new IllegalArgumentException("unknown augmentation: " + change);
    }

    /**
     * The changes to standardized images, in place.
     *
     * @param values the NHWC image from {@code offset} on is changed
     */
    void erase(float[] values, int offset, CounterRandom random) {
        for (Augmentation augmentation : augmentations) {
            if (augmentation instanceof Erasing erasing) {
                Rectangle erased = Rectangle.toErase(erasing, shape, random);
                for (int y = erased.top(); y < erased.bottom(); y++) {
                    int row = offset + y * shape.width() * shape.channels();
                    Arrays.fill(
                            values, row + erased.left() * shape.channels(), row + erased.right() * shape.channels(), 0);
                }
            }
        }
    }

    /** The change to whole batches: one of those in the spec, chosen evenly. */
    Batch mix(Batch batch, CounterRandom random) {
        List<Mixing> choices = augmentations.stream()
                .filter(Mixing.class::isInstance)
                .map(Mixing.class::cast)
                .toList();
        return choices.isEmpty() ? batch : BatchMixer.mix(batch, choices.get(random.nextInt(choices.size())), random);
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

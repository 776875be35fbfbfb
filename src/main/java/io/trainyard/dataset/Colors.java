package io.trainyard.dataset;

import io.trainyard.spec.Augmentation.ColorJitter;

/**
 * torchvision's ColorJitter on 8-bit tensors, changing images in place: single precision, and every step is cut off to
 * whole levels. Of images with one channel only brightness and contrast change.
 */
final class Colors {

    private static final int CHANGES = 4;

    private Colors() {}

    /** Factors first, then the changes in random order; a change of strength 0 is left out. */
    static void jitter(byte[] image, int channels, ColorJitter jitter, CounterRandom random) {
        float brightness = factor(jitter.brightness(), random);
        float contrast = factor(jitter.contrast(), random);
        float saturation = factor(jitter.saturation(), random);
        float hue = (float) random.nextDouble(-jitter.hue(), jitter.hue());
        int[] order = {0, 1, 2, 3};
        random.shuffle(order);
        for (int i = 0; i < CHANGES; i++) {
            if (order[i] == 0 && jitter.brightness() > 0) {
                brightness(image, brightness);
            } else if (order[i] == 1 && jitter.contrast() > 0) {
                contrast(image, channels, contrast);
            } else if (order[i] == 2 && jitter.saturation() > 0 && channels == 3) {
                saturation(image, saturation);
            } else if (order[i] == 3 && jitter.hue() > 0 && channels == 3) {
                hue(image, hue);
            }
        }
    }

    private static float factor(double strength, CounterRandom random) {
        return (float) random.nextDouble(Math.max(0, 1 - strength), 1 + strength);
    }

    static void brightness(byte[] image, float factor) {
        blend(image, 0, factor);
    }

    /** Towards or away from the mean grey of the image. */
    static void contrast(byte[] image, int channels, float factor) {
        long sum = 0;
        for (int i = 0; i < image.length; i += channels) {
            sum += channels == 3 ? grey(image, i) : image[i] & 0xFF;
        }
        float mean = (float) ((double) sum / (image.length / channels));
        blend(image, mean, factor);
    }

    /** All values with the same other one, by a table. */
    private static void blend(byte[] image, float other, float factor) {
        byte[] blended = new byte[256];
        for (int value = 0; value < blended.length; value++) {
            blended[value] = blend((byte) value, other, factor);
        }
        for (int i = 0; i < image.length; i++) {
            image[i] = blended[image[i] & 0xFF];
        }
    }

    /** Towards or away from each pixel's own grey. */
    static void saturation(byte[] image, float factor) {
        for (int i = 0; i < image.length; i += 3) {
            float grey = grey(image, i);
            for (int channel = 0; channel < 3; channel++) {
                image[i + channel] = blend(image[i + channel], grey, factor);
            }
        }
    }

    private static byte blend(byte value, float other, float factor) {
        float blended = factor * (value & 0xFF) + (1 - factor) * other;
        return (byte) (int) Math.min(255, Math.max(0, blended));
    }

    private static int grey(byte[] image, int at) {
        return (int) (0.2989f * (image[at] & 0xFF) + 0.587f * (image[at + 1] & 0xFF) + 0.114f * (image[at + 2] & 0xFF));
    }

    /** @param turn of the circle of hues, -0.5 to 0.5 */
    static void hue(byte[] image, float turn) {
        for (int i = 0; i < image.length; i += 3) {
            float red = (image[i] & 0xFF) / 255f;
            float green = (image[i + 1] & 0xFF) / 255f;
            float blue = (image[i + 2] & 0xFF) / 255f;
            float value = Math.max(red, Math.max(green, blue));
            float range = value - Math.min(red, Math.min(green, blue));
            float hue = range == 0 ? 0 : hue(red, green, blue, value, range);
            float saturation = range == 0 ? 0 : range / value;
            float turned = hue + turn;
            paint(image, i, turned - (float) Math.floor(turned), saturation, value);
        }
    }

    /** 0 to 1, red at 0. */
    private static float hue(float red, float green, float blue, float value, float range) {
        float r = (value - red) / range;
        float g = (value - green) / range;
        float b = (value - blue) / range;
        float sixths = value == red ? b - g : value == green ? 2 + r - b : 4 + g - r;
        float turned = sixths / 6 + 1;
        return turned >= 1 ? turned - 1 : turned; // the remainder by 1 is slow
    }

    private static void paint(byte[] image, int at, float hue, float saturation, float value) {
        int sector = (int) Math.floor(hue * 6);
        float rest = hue * 6 - sector;
        float low = clamped(value * (1 - saturation));
        float falling = clamped(value * (1 - saturation * rest));
        float rising = clamped(value * (1 - saturation * (1 - rest)));
        switch (sector % 6) {
            case 0 -> put(image, at, value, rising, low);
            case 1 -> put(image, at, falling, value, low);
            case 2 -> put(image, at, low, value, rising);
            case 3 -> put(image, at, low, falling, value);
            case 4 -> put(image, at, rising, low, value);
            default -> put(image, at, value, low, falling);
        }
    }

    private static float clamped(float value) {
        return Math.min(1, Math.max(0, value));
    }

    private static void put(byte[] image, int at, float red, float green, float blue) {
        image[at] = level(red);
        image[at + 1] = level(green);
        image[at + 2] = level(blue);
    }

    /** 256 levels of equal width, as torchvision's conversion to 8 bits. */
    private static byte level(float value) {
        return (byte) (int) (value * 255.999f);
    }
}

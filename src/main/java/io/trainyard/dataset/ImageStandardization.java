package io.trainyard.dataset;

/**
 * Each image by mean and std of all its own values, channels together, as tf.image.per_image_standardization: the std is
 * divided by n and counts as at least 1 / sqrt(n), so that an even image does not become noise.
 */
final class ImageStandardization implements Standardization {

    @Override
    public void apply(byte[] source, float[] target, int offset) {
        long sum = 0;
        long squares = 0;
        for (byte value : source) {
            int pixel = value & 0xFF;
            sum += pixel;
            squares += pixel * pixel;
        }
        double mean = (double) sum / source.length;
        double variance = Math.max(0, (double) squares / source.length - mean * mean);
        double std = Math.max(Math.sqrt(variance), 255 / Math.sqrt(source.length));
        for (int i = 0; i < source.length; i++) {
            target[offset + i] = (float) (((source[i] & 0xFF) - mean) / std);
        }
    }

    /** Each image had numbers of its own, and a mixed one several: 0 becomes mid-grey, a deviation a quarter of the range. */
    @Override
    public byte[] undo(float[] values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Standardization.pixel(0.5 + values[i] / 4);
        }
        return pixels;
    }
}

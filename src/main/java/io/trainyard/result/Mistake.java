package io.trainyard.result;

/**
 * A wrong guess.
 *
 * @param index of the image among those of its split in the data set, 0-based
 * @param label its class
 * @param predicted what it was taken for
 * @param confidence probability of the wrong class
 */
public record Mistake(int index, int label, int predicted, double confidence, Picture picture) {

    /**
     * An image as the data set has it.
     *
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @param pixels height x width x channels, unsigned 8-bit values
     */
    public record Picture(int channels, int height, int width, byte[] pixels) {}
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;

/** Brings the channels of images apart. For one thread. */
final class PlaneReader {

    private final int channels;
    private final int height;
    private final int width;
    private final int beside;
    private final float[] image;

    /** @param beside channels that lie beside each other: all, a block of them, or one */
    PlaneReader(int channels, int height, int width, int beside) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.beside = beside;
        this.image = Lanes.array(channels * height * width);
    }

    /**
     * @param first place of the first channel's first pixel
     * @param plane from one channel to the next
     * @param pitch from one row to the next
     */
    void read(Storage images, int index, float[] to, int first, int plane, int pitch) {
        int pixels = height * width;
        int from = images.read(index * channels * pixels, channels * pixels, image, START);
        float[] values = images.array(image);
        for (int channel = 0; channel < channels; channel++) {
            int at = from + channel / beside * beside * pixels + channel % beside;
            for (int row = 0; row < height; row++) {
                copy(values, at + row * width * beside, to, first + channel * plane + row * pitch);
            }
        }
    }

    private void copy(float[] values, int at, float[] to, int first) {
        if (beside == 1) {
            System.arraycopy(values, at, to, first, width);
            return;
        }
        for (int column = 0; column < width; column++) {
            to[first + column] = values[at + column * beside];
        }
    }
}

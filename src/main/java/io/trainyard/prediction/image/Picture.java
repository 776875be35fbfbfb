package io.trainyard.prediction.image;

/**
 * Eight bits a value.
 *
 * @param samples height x width x channels, unsigned
 */
record Picture(int width, int height, int channels, byte[] samples) {

    int at(int x, int y, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xFF;
    }
}

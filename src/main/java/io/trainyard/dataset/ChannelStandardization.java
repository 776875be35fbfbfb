package io.trainyard.dataset;

/** One mean and one std for each channel; by one table a channel. */
final class ChannelStandardization implements Standardization {

    private final float[][] values;
    private final double[] mean;
    private final double[] std;

    ChannelStandardization(double[] mean, double[] std) {
        this.mean = mean;
        this.std = std;
        values = new float[mean.length][256];
        for (int channel = 0; channel < mean.length; channel++) {
            for (int pixel = 0; pixel < 256; pixel++) {
                values[channel][pixel] = (float) ((pixel / 255.0 - mean[channel]) / std[channel]);
            }
        }
    }

    @Override
    public void apply(byte[] source, float[] target, int offset) {
        int channels = values.length;
        for (int channel = 0; channel < channels; channel++) {
            float[] table = values[channel];
            for (int i = channel; i < source.length; i += channels) {
                target[offset + i] = table[source[i] & 0xFF];
            }
        }
    }

    @Override
    public byte[] undo(float[] values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i % mean.length;
            pixels[i] = Standardization.pixel(values[i] * std[channel] + mean[channel]);
        }
        return pixels;
    }
}

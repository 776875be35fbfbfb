package io.trainyard.dataset;

import java.util.Arrays;

/**
 * Per-channel statistics of pixels in [0,1].
 *
 * @param std over all pixels of all images
 * @param meanOfImageStds mean of the per-image standard deviations (divided by n-1), the number that is often copied as std
 */
public record ChannelStatistics(double[] mean, double[] std, double[] meanOfImageStds) {

    /** Per-image deviations are added up in whole multiples of 2^-40, so that no order of images changes the sum. */
    private static final double FIXED_POINT = 0x1.0p40;

    /**
     * Sums are whole numbers, so the result does not depend on the order of the images. The deviation over
     * all pixels is divided by n, as numpy.std does; that of one image by n-1, as torch.std does.
     *
     * @param indices which images count, at least one
     */
    public static ChannelStatistics of(Images images, int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("channel statistics need at least one image");
        }
        int channels = images.shape().channels();
        Channel[] sums = new Channel[channels];
        Arrays.setAll(sums, channel -> new Channel());
        for (int index : indices) {
            for (int channel = 0; channel < channels; channel++) {
                sums[channel].add(images, index, channel);
            }
        }
        return new ChannelStatistics(
                Arrays.stream(sums).mapToDouble(Channel::mean).toArray(),
                Arrays.stream(sums).mapToDouble(Channel::std).toArray(),
                Arrays.stream(sums).mapToDouble(Channel::meanOfImageStds).toArray());
    }

    /** Running sums over one channel, in 8-bit pixel units. */
    private static final class Channel {
        private long images;
        private long pixels;
        private long sum;
        private long squares;
        private long imageStds;

        void add(Images source, int index, int channel) {
            int size = source.shape().size();
            int step = source.shape().channels();
            long imageSum = 0;
            long imageSquares = 0;
            int start = index * size;
            for (int i = start + channel; i < start + size; i += step) {
                int value = source.pixels()[i] & 0xFF;
                imageSum += value;
                imageSquares += value * value;
            }
            images++;
            pixels += size / step;
            sum += imageSum;
            squares += imageSquares;
            imageStds += Math.round(sampleStd(size / step, imageSum, imageSquares) * FIXED_POINT);
        }

        double mean() {
            return (double) sum / pixels / 255;
        }

        double std() {
            return std(pixels, sum, squares) / 255;
        }

        double meanOfImageStds() {
            return imageStds / FIXED_POINT / images / 255;
        }

        private static double sampleStd(long count, long sum, long squares) {
            return count > 1 ? std(count, sum, squares) * Math.sqrt((double) count / (count - 1)) : 0;
        }

        private static double std(long count, long sum, long squares) {
            double mean = (double) sum / count;
            return Math.sqrt(Math.max(0, (double) squares / count - mean * mean));
        }
    }
}

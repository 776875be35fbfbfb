package io.trainyard.dataset;

/**
 * Per-channel statistics of pixels in [0,1].
 *
 * @param std over all pixels of all images
 * @param meanOfImageStds mean of the per-image standard deviations, the number that is often copied as std
 */
public record ChannelStatistics(double[] mean, double[] std, double[] meanOfImageStds) {

    /** @param indices which images count */
    public static ChannelStatistics of(Images images, int[] indices) {
        throw new IllegalStateException("skeleton");
    }
}

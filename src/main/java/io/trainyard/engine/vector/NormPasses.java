package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

/**
 * The passes of batch norm over one thread's images, with the ReLU behind it where there is one. What concerns the whole
 * batch lies between them, and is the caller's. As in PyTorch, the output is {@code factor * x + term} by channel.
 */
public interface NormPasses {

    /**
     * Those for activations of that many channels.
     *
     * @param beside channels that lie beside each other: a block, one, or all
     */
    static NormPasses of(int beside, int channels, int pixels, boolean relu) {
        if (beside == 1) {
            return new PlaneNorm(channels, pixels, relu);
        }
        return beside == WIDTH && channels % WIDTH == 0
                ? new BlockedNorm(channels, pixels, relu)
                : new RowNorm(channels, pixels, relu);
    }

    /** Writes each channel's mean, and sum of squared differences from it. */
    void statistics(Storage x, int images, double[] means, double[] squares);

    void normalize(Storage x, int images, float[] factors, float[] terms, Storage y);

    /**
     * Writes for each channel the sum of the output's gradient, where the ReLU lets it through, and that of its product with
     * {@code x - mean}.
     */
    void gradientSums(
            Storage x,
            Storage yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] means,
            double[] sums,
            double[] products);

    /** {@code factor * gradient + slope * x + constant}; may be written over the output's gradient. */
    void gradient(
            Storage x,
            Storage yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] slopes,
            float[] constants,
            Storage xGradient);
}

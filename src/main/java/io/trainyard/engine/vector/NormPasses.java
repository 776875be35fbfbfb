package io.trainyard.engine.vector;

/**
 * The passes of batch norm over one thread's images, with the ReLU behind it where there is one. What concerns the whole
 * batch lies between them, and is the caller's. As in PyTorch, the output is {@code factor * x + term} by channel.
 */
public interface NormPasses {

    /** Those for activations of that many channels, blocked or batch x pixels x channels. */
    static NormPasses of(boolean blocked, int channels, int pixels, boolean relu) {
        return blocked ? new BlockedNorm(channels, pixels, relu) : new RowNorm(channels, pixels, relu);
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

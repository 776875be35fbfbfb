package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.Arrays;

/**
 * What the gradient of batch norm needs of one thread's images, as {@link NormPasses#gradientSums} has it, taken by whoever writes
 * the gradients of its outputs.
 */
public final class NormGradientSums {

    /** Few enough values for sums in single precision. */
    static final int SOME = 128 * WIDTH;

    private final Rescale forward;
    private final float[] means;
    private final double[] sums;
    private final double[] products;
    private final NormLoops loops = new NormLoops();

    /**
     * @param forward what was done to the values
     * @param means of all channels, as they are at the time
     * @param sums by channel; written
     * @param products likewise
     */
    public NormGradientSums(Rescale forward, float[] means, double[] sums, double[] products) {
        this.forward = forward;
        this.means = means;
        this.sums = sums;
        this.products = products;
    }

    void restart() {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
    }

    /** Pixels of a block of channels, beside each other. */
    void addAll(Storage values, int i, Storage gradients, int j, int length, int channel) {
        for (int done = 0; done < length; done += SOME) {
            add(values, i + done, gradients, j + done, Math.min(SOME, length - done), channel);
            settle(channel);
        }
    }

    /** Some pixels; after {@link #SOME} values at most {@link #settle} must follow. */
    void add(Storage values, int i, Storage gradients, int j, int length, int channel) {
        loops.addGradients(values, i, gradients, j, length / WIDTH, WIDTH, forward, means, channel);
    }

    void settle(int channel) {
        loops.settle(channel, sums, products);
    }
}

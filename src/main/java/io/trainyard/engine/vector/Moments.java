package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;

/**
 * Mean and variance of each channel of some images, taken while their values pass by. Differences from the first pixel's value
 * are summed up, not values, lest large means cancel out.
 */
public final class Moments {

    private static final int SOME = 128 * WIDTH;

    private final boolean[] begun;
    private final float[] shifts;
    private final double[] sums;
    private final double[] squares;
    private final NormLoops loops = new NormLoops();
    private double count;

    public Moments(int channels) {
        this.begun = new boolean[channels / WIDTH];
        this.shifts = new float[channels];
        this.sums = new double[channels];
        this.squares = new double[channels];
    }

    void restart() {
        Arrays.fill(begun, false);
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        count = 0;
    }

    /** Any number of pixels of a block of channels. */
    void addAll(Storage values, int at, int length, int channel) {
        for (int done = 0; done < length; done += SOME) {
            add(values, at + done, Math.min(SOME, length - done), channel);
        }
    }

    /** Some pixels of a block of channels; few enough for sums in single precision. */
    void add(Storage values, int at, int length, int channel) {
        if (!begun[channel / WIDTH]) {
            begun[channel / WIDTH] = true;
            values.get(at, WIDTH, shifts, channel);
        }
        loops.addDifferences(values, at, length / WIDTH, WIDTH, shifts, channel);
        loops.settle(channel, sums, squares);
        count += channel == 0 ? length / WIDTH : 0;
    }

    /**
     * Writes each channel's mean, and sum of squared differences from it, put together from the parts in their order (Chan,
     * Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979).
     */
    public static void write(List<Moments> parts, double[] means, double[] squaredDifferences) {
        for (int channel = 0; channel < means.length; channel++) {
            double count = 0;
            double mean = 0;
            double square = 0;
            for (Moments part : parts) {
                double shifted = part.sums[channel] / part.count;
                double difference = part.shifts[channel] + shifted - mean;
                double share = part.count / (count + part.count);
                square +=
                        part.squares[channel] - part.sums[channel] * shifted + difference * difference * count * share;
                mean += difference * share;
                count += part.count;
            }
            means[channel] = mean;
            squaredDifferences[channel] = square;
        }
    }
}

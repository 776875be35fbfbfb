package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Mean and variance of each channel of some images, taken while their values pass by. Differences from the first pixel's value
 * are summed up, not values, lest large means cancel out.
 */
public final class Moments {

    private final float[] shifts;
    private final double[] sums;
    private final double[] squares;
    private final float[] sum = new float[WIDTH];
    private final float[] square = new float[WIDTH];

    public Moments(int channels) {
        this.shifts = new float[channels];
        this.sums = new double[channels];
        this.squares = new double[channels];
    }

    /** Starts over for a block of channels, whose first pixel this is. */
    void begin(float[] values, int at, int channel) {
        System.arraycopy(values, at, shifts, channel, WIDTH);
        Arrays.fill(sums, channel, channel + WIDTH, 0);
        Arrays.fill(squares, channel, channel + WIDTH, 0);
    }

    /** Some pixels of a block of channels; few enough for sums in single precision. */
    void add(float[] values, int at, int length, int channel) {
        addDifferences(values, at, length, channel);
        for (int i = 0; i < WIDTH; i++) {
            sums[channel + i] += sum[i];
            squares[channel + i] += square[i];
        }
    }

    private void addDifferences(float[] values, int at, int length, int channel) {
        FloatVector start = load(shifts, channel);
        FloatVector first = zero();
        FloatVector second = zero();
        for (int i = at; i < at + length; i += WIDTH) {
            FloatVector difference = load(values, i).sub(start);
            first = first.add(difference);
            second = difference.fma(difference, second);
        }
        first.intoArray(sum, 0);
        second.intoArray(square, 0);
    }

    /**
     * Writes each channel's mean, and sum of squared differences from it.
     *
     * @param count of pixels that passed by
     */
    public void write(double count, double[] means, double[] squaredDifferences) {
        for (int i = 0; i < shifts.length; i++) {
            double mean = sums[i] / count;
            means[i] = shifts[i] + mean;
            squaredDifferences[i] = squares[i] - sums[i] * mean;
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a depthwise convolution's weights: of each channel by itself, the sum over all outputs of the output's gradient
 * times the input that a tap of the kernel sees there. For one thread.
 */
public final class DepthwiseGradient {

    /** Taps whose sums are in registers together; 5x5 kernels are five of these. */
    private static final int TAPS = 5;

    private final Window window;
    private final int blocks;
    private final int paddedWidth;

    /** From the first pixel that an output sees to those of the taps, in values; the last ones may be there twice. */
    private final int[] offsets;

    private final float[] padded;
    private final float[] gradients;
    private final float[] sums;
    private final double[] totals;

    /** @param channels whole blocks */
    public DepthwiseGradient(int channels, Window window) {
        this.window = window;
        this.blocks = channels / WIDTH;
        this.paddedWidth = window.paddedWidth() * WIDTH;
        this.offsets = offsets();
        this.padded = Lanes.array(window.paddedHeight() * paddedWidth);
        this.gradients = Lanes.array(window.outputHeight() * window.outputWidth() * WIDTH);
        this.sums = Lanes.array(offsets.length * WIDTH);
        this.totals = new double[channels * window.area()];
    }

    private int[] offsets() {
        int[] all = new int[(window.area() + TAPS - 1) / TAPS * TAPS];
        for (int tap = 0; tap < window.area(); tap++) {
            int row = tap / window.kernelWidth() * window.dilationHeight();
            int column = tap % window.kernelWidth() * window.dilationWidth();
            all[tap] = row * paddedWidth + column * WIDTH;
        }
        return all;
    }

    /**
     * @param x batch x blocks x height x width x channel
     * @return sums by channel and tap, [channels, kernel, kernel]; to be used before the next call
     */
    public double[] sum(Storage x, Storage yGradient, int images) {
        Arrays.fill(totals, 0);
        for (int part = 0; part < images * blocks; part++) {
            int length = window.outputHeight() * window.outputWidth() * WIDTH;
            int at = yGradient.read(part * length, length, gradients, START);
            pad(x, part);
            Arrays.fill(sums, 0);
            add(yGradient.array(gradients), at);
            addToTotals(part % blocks * WIDTH);
        }
        return totals;
    }

    private void pad(Storage x, int part) {
        int row = window.width() * WIDTH;
        for (int i = 0; i < window.height(); i++) {
            int to = START + (window.top() + i) * paddedWidth + window.left() * WIDTH;
            x.get((part * window.height() + i) * row, row, padded, to);
        }
    }

    private void add(float[] slopes, int at) {
        for (int row = 0; row < window.outputHeight(); row++) {
            int from = START + row * window.strideHeight() * paddedWidth;
            int slope = at + row * window.outputWidth() * WIDTH;
            for (int tap = 0; tap < offsets.length; tap += TAPS) {
                addRow(from, slopes, slope, tap);
            }
        }
    }

    private void addRow(int from, float[] slopes, int at, int tap) {
        int step = window.strideWidth() * WIDTH;
        int i0 = from + offsets[tap];
        int i1 = from + offsets[tap + 1];
        int i2 = from + offsets[tap + 2];
        int i3 = from + offsets[tap + 3];
        int i4 = from + offsets[tap + 4];
        int sum = START + tap * WIDTH;
        FloatVector s0 = load(sums, sum);
        FloatVector s1 = load(sums, sum + WIDTH);
        FloatVector s2 = load(sums, sum + 2 * WIDTH);
        FloatVector s3 = load(sums, sum + 3 * WIDTH);
        FloatVector s4 = load(sums, sum + 4 * WIDTH);
        for (int n = 0; n < window.outputWidth(); n++) {
            FloatVector slope = load(slopes, at + n * WIDTH);
            int moved = n * step;
            s0 = load(padded, i0 + moved).fma(slope, s0);
            s1 = load(padded, i1 + moved).fma(slope, s1);
            s2 = load(padded, i2 + moved).fma(slope, s2);
            s3 = load(padded, i3 + moved).fma(slope, s3);
            s4 = load(padded, i4 + moved).fma(slope, s4);
        }
        s0.intoArray(sums, sum);
        s1.intoArray(sums, sum + WIDTH);
        s2.intoArray(sums, sum + 2 * WIDTH);
        s3.intoArray(sums, sum + 3 * WIDTH);
        s4.intoArray(sums, sum + 4 * WIDTH);
    }

    private void addToTotals(int channel) {
        for (int tap = 0; tap < window.area(); tap++) {
            for (int lane = 0; lane < WIDTH; lane++) {
                totals[(channel + lane) * window.area() + tap] += sums[START + tap * WIDTH + lane];
            }
        }
    }
}

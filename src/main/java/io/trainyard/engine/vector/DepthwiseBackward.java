package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The way back through {@link DepthwiseConvolution}, for one thread: gradients of the inputs, the weights and the bias, for which
 * inputs and gradients are read once, and what batch norms before and behind want is done in passing.
 */
public final class DepthwiseBackward {

    /** Sums in single precision are of so many pixels, or of an image's. */
    private static final int PIXELS_OF_A_SUM = 1024;

    private final Window window;
    private final int blocks;
    private final boolean biased;
    private final @Nullable Rescale rescale;
    private final @Nullable NormGradient norm;
    private final @Nullable NormGradientSums sumsBefore;
    private final PaddedPlane inputs;
    private final PaddedPlane slopes;
    private final TapSums taps;
    private final DepthwiseLoops loops;
    private final Storage values;
    private final Storage outputs;
    private final float[] gradients;
    private final Storage gradientsThere;
    private final float[] sums;
    private final double[] totals;

    /**
     * @param window of 3x3 pixels, with equal strides
     * @param channels whole blocks
     * @param biased whether the bias' gradient is wanted
     * @param rescale what is still to be done to the inputs
     * @param norm what is still to be done to the gradients of the outputs
     * @param sumsBefore what is to be taken of the inputs' gradients
     */
    public DepthwiseBackward(
            Window window,
            int channels,
            boolean biased,
            @Nullable Rescale rescale,
            @Nullable NormGradient norm,
            @Nullable NormGradientSums sumsBefore) {
        int in = window.height() * window.width() * WIDTH;
        int out = window.outputHeight() * window.outputWidth() * WIDTH;
        this.window = window;
        this.blocks = channels / WIDTH;
        this.biased = biased;
        this.rescale = rescale;
        this.norm = norm;
        this.sumsBefore = sumsBefore;
        this.inputs = PaddedPlane.ofInputs(window);
        this.slopes = PaddedPlane.ofGradients(window);
        this.taps = new TapSums(window.outputHeight(), window.outputWidth());
        this.loops = new DepthwiseLoops(window.height(), window.width());
        this.values = Storage.of(Lanes.array(in));
        this.outputs = Storage.of(Lanes.array(norm == null ? 0 : out));
        this.gradients = Lanes.array(Math.max(in, out));
        this.gradientsThere = Storage.of(gradients);
        this.sums = DepthwiseWeights.array(channels);
        this.totals = new double[sums.length];
    }

    /**
     * @param x batch x blocks x height x width x channel
     * @param y outputs, which {@code norm} is the gradient of
     * @param turned weights
     * @param xGradient written; null where nobody needs it
     */
    public void run(Storage x, Storage y, Storage yGradient, int images, float[] turned, @Nullable Storage xGradient) {
        Arrays.fill(totals, 0);
        if (sumsBefore != null) {
            sumsBefore.restart();
        }
        int atOnce = Math.max(1, PIXELS_OF_A_SUM / (window.outputHeight() * window.outputWidth()));
        for (int part = 0; part < images * blocks; part++) {
            int i = readInputs(x, part);
            readGradients(y, yGradient, part);
            if (xGradient != null) {
                write(x.within(values), i, part, turned, xGradient);
            }
            taps.add(inputs, slopes, window.strideHeight(), sums, DepthwiseWeights.place(part % blocks));
            if (biased) {
                TapSums.add(slopes, sums, DepthwiseWeights.bias(part % blocks));
            }
            if ((part + 1) % (atOnce * blocks) == 0 || part + 1 == images * blocks) {
                addToTotals();
            }
        }
    }

    /** @return the place of the first, as it was */
    private int readInputs(Storage x, int part) {
        int length = window.height() * window.width() * WIDTH;
        int i = x.bring(part * length, length, values, 0);
        inputs.put(x.within(values), i, rescale, part % blocks * WIDTH);
        return i;
    }

    private void readGradients(Storage y, Storage yGradient, int part) {
        int length = window.outputHeight() * window.outputWidth() * WIDTH;
        int j = yGradient.bring(part * length, length, gradientsThere, 0);
        if (norm == null) {
            slopes.put(yGradient.within(gradientsThere), j, null, part % blocks * WIDTH);
        } else {
            int i = y.bring(part * length, length, outputs, 0);
            slopes.put(y.within(outputs), i, yGradient.within(gradientsThere), j, norm, part % blocks * WIDTH);
        }
    }

    /** @param i the place of the inputs */
    private void write(Storage x, int i, int part, float[] turned, Storage xGradient) {
        int length = window.height() * window.width() * WIDTH;
        int to = xGradient.place(part * length, START);
        float[] target = xGradient.array(gradients);
        loops.convolve(slopes, 1, turned, DepthwiseWeights.place(part % blocks), target, to);
        if (sumsBefore != null) {
            sumsBefore.addAll(
                    x, i, xGradient.isArray() ? xGradient : gradientsThere, to - START, length, part % blocks * WIDTH);
        }
        xGradient.written(part * length, length, gradients, START);
    }

    private void addToTotals() {
        for (int i = 0; i < totals.length; i++) {
            totals[i] += sums[i];
        }
        Arrays.fill(sums, 0);
    }

    /** Writes the gradients of weights, [channels, 1, 3, 3], and bias. */
    public void collect(FloatBuffer weights, @Nullable FloatBuffer bias) {
        DepthwiseWeights.collect(totals, weights, bias);
    }
}

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
    private final @Nullable NormGradient norm;
    private final @Nullable NormGradientSums sumsBefore;
    private final boolean isStrided;
    private final DepthwiseLoops loops;
    private final TapSums taps;
    private final StridedLoops strided;
    private final PaddedPlane slopes;
    private final float[] values;
    private final Storage valuesThere;
    private final float[] results;
    private final Storage resultsThere;
    private final float[] outputs;
    private final float[] gradients;
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
        int in = DepthwiseConvolution.rowsAtOnce(window.width()) * window.width() * WIDTH;
        int out = DepthwiseConvolution.rowsAtOnce(window.outputWidth()) * window.outputWidth() * WIDTH;
        this.window = window;
        this.blocks = channels / WIDTH;
        this.biased = biased;
        this.norm = norm;
        this.sumsBefore = sumsBefore;
        this.sums = DepthwiseWeights.array(channels);
        this.isStrided = StridedLoops.suit(window);
        Rescale before = rescale == null ? Rescale.none(channels) : rescale;
        this.loops = new DepthwiseLoops(window.width());
        this.taps = new TapSums(window.width(), before);
        this.strided = new StridedLoops(window.width(), before);
        this.slopes = isStrided ? PaddedPlane.ofStridedGradients(window) : PaddedPlane.ofGradients(window);
        this.values = Lanes.array(in);
        this.results = values.clone();
        this.resultsThere = Storage.of(results);
        this.valuesThere = Storage.of(values);
        this.outputs = Lanes.array(norm == null ? 0 : out);
        this.gradients = Lanes.array(out);
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
            readGradients(y, yGradient, part);
            goOverInputs(x, part, turned, xGradient);
            if (biased) {
                slopes.addTo(sums, DepthwiseWeights.bias(part % blocks));
            }
            if ((part + 1) % (atOnce * blocks) == 0 || part + 1 == images * blocks) {
                addToTotals();
            }
        }
    }

    private void readGradients(Storage y, Storage yGradient, int part) {
        int columns = window.outputWidth();
        int some = DepthwiseConvolution.rowsAtOnce(columns);
        for (int row = 0; row < window.outputHeight(); row += some) {
            int rows = Math.min(some, window.outputHeight() - row);
            int at = (part * window.outputHeight() + row) * columns * WIDTH;
            int length = rows * columns * WIDTH;
            int j = yGradient.read(at, length, gradients, START);
            float[] g = yGradient.array(gradients);
            if (norm == null) {
                slopes.put(g, j, row, rows, null, part % blocks * WIDTH);
            } else {
                int i = y.read(at, length, outputs, START);
                slopes.put(y.array(outputs), i, g, j, row, rows, norm, part % blocks * WIDTH);
            }
        }
    }

    private void goOverInputs(Storage x, int part, float[] turned, @Nullable Storage xGradient) {
        int some = DepthwiseConvolution.rowsAtOnce(window.width());
        for (int row = 0; row < window.height(); row += some) {
            goOverRows(x, part, row, Math.min(some, window.height() - row), turned, xGradient);
        }
    }

    /** All that is done to some rows of inputs while they are in the first cache. */
    private void goOverRows(Storage x, int part, int row, int rows, float[] turned, @Nullable Storage xGradient) {
        int at = (part * window.height() + row) * window.width() * WIDTH;
        int length = rows * window.width() * WIDTH;
        int channel = part % blocks * WIDTH;
        int w = DepthwiseWeights.place(part % blocks);
        int i = x.read(at, length, values, START);
        if (isStrided) {
            strided.addTaps(x.array(values), i, rows, slopes, slopes.row(row / 2), sums, w, channel);
        } else {
            taps.add(x.array(values), i, rows, slopes, slopes.row(row), sums, w, channel);
        }
        if (xGradient == null) {
            return;
        }
        int j = xGradient.place(at, START);
        if (isStrided) {
            strided.convolve(slopes, slopes.row(row / 2), rows, turned, w, xGradient.array(results), j);
        } else {
            loops.convolve(slopes, slopes.row(row), 1, rows, turned, w, xGradient.array(results), j);
        }
        if (sumsBefore != null) {
            Storage there = xGradient.isArray() ? xGradient : resultsThere;
            sumsBefore.addAll(x.isArray() ? x : valuesThere, i - START, there, j - START, length, channel);
        }
        xGradient.written(at, length, results, START);
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

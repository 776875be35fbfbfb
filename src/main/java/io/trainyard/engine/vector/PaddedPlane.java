package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** One image's pixels of a block of channels with zeros around them, and, for gradients of a stride's outputs, between them. */
final class PaddedPlane {

    private final int pitch;
    private final int first;
    private final int columns;
    private final int step;
    private final int rowStep;
    private final int skip;
    private final float[] values;

    /**
     * @param height with the zeros
     * @param width likewise
     * @param top rows of zeros before the first pixel
     * @param columns of pixels
     * @param stride from one pixel to the next
     */
    PaddedPlane(int height, int width, int top, int left, int columns, int stride) {
        this.pitch = width * WIDTH;
        this.first = START + top * pitch + left * WIDTH;
        this.columns = columns;
        this.step = stride * WIDTH;
        this.rowStep = stride * pitch;
        this.skip = rowStep - columns * step;
        this.values = Lanes.array(height * pitch);
    }

    /** What 3x3 kernels see. */
    static PaddedPlane ofInputs(Window window) {
        return new PaddedPlane(
                window.paddedHeight(), window.paddedWidth(), window.top(), window.left(), window.width(), 1);
    }

    /** What turned ones see, with steps of 1, on the way back to each pixel of the input. */
    static PaddedPlane ofGradients(Window window) {
        int stride = window.strideHeight();
        int top = 2 - window.top();
        int left = 2 - window.left();
        return new PaddedPlane(
                Math.max(window.height() + 2, top + (window.outputHeight() - 1) * stride + 1),
                Math.max(window.width() + 2, left + (window.outputWidth() - 1) * stride + 1),
                top,
                left,
                window.outputWidth(),
                stride);
    }

    /** The same without zeros in between, for strides of 2: what squares of four pixels see, with steps of 1. */
    static PaddedPlane ofStridedGradients(Window window) {
        return new PaddedPlane(
                Math.max(window.height() / 2 + 1, window.outputHeight()),
                Math.max(window.width() / 2 + 1, window.outputWidth()),
                0,
                0,
                window.outputWidth(),
                1);
    }

    float[] values() {
        return values;
    }

    /** The place of a row, that of the first one being {@link Lanes#START}. */
    int row(int row) {
        return START + row * pitch;
    }

    /** From one row to the next, in values. */
    int pitch() {
        return pitch;
    }

    /**
     * Takes some rows of pixels, which lie beside each other.
     *
     * @param rescale what is still to be done to them
     * @param channel the block's first
     */
    void put(float[] x, int i, int row, int rows, @Nullable Rescale rescale, int channel) {
        if (rescale == null) {
            copy(x, i, row, rows);
        } else {
            rescale(x, i, row, rows, rescale, channel);
        }
    }

    private void copy(float[] x, int i, int row, int rows) {
        int to = first + row * rowStep;
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            load(x, i + n * WIDTH).intoArray(values, to);
            to += step;
            if (++column == columns) {
                column = 0;
                to += skip;
            }
        }
    }

    private void rescale(float[] x, int i, int row, int rows, Rescale rescale, int channel) {
        FloatVector factor = load(rescale.factors(), channel);
        FloatVector term = load(rescale.terms(), channel);
        FloatVector least = all(rescale.least());
        int to = first + row * rowStep;
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            FloatVector y = load(x, i + n * WIDTH).fma(factor, term);
            y.blend(least, y.compare(VectorOperators.LT, least)).intoArray(values, to);
            to += step;
            if (++column == columns) {
                column = 0;
                to += skip;
            }
        }
    }

    /**
     * The same, of gradients at {@code j}.
     *
     * @param x what batch norm was done to
     * @param norm what is still to be done to the gradients
     */
    void put(float[] x, int i, float[] g, int j, int row, int rows, NormGradient norm, int channel) {
        FloatVector factor = load(norm.forward().factors(), channel);
        FloatVector term = load(norm.forward().terms(), channel);
        FloatVector slope = load(norm.slopes(), channel);
        FloatVector constant = load(norm.constants(), channel);
        FloatVector least = all(norm.forward().least());
        int to = first + row * rowStep;
        int column = 0;
        for (int n = 0; n < rows * columns; n++) {
            FloatVector value = load(x, i + n * WIDTH);
            FloatVector y = value.fma(factor, term);
            load(g, j + n * WIDTH)
                    .blend(zero(), y.compare(VectorOperators.LE, least))
                    .fma(factor, value.fma(slope, constant))
                    .intoArray(values, to);
            to += step;
            if (++column == columns) {
                column = 0;
                to += skip;
            }
        }
    }

    /** Adds all pixels to a vector of sums. */
    void addTo(float[] sums, int at) {
        FloatVector sum = load(sums, at);
        for (int n = START; n < values.length; n += WIDTH) {
            sum = sum.add(load(values, n));
        }
        sum.intoArray(sums, at);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.OffHeap.load;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** One image's pixels of a block of channels with zeros around them, and, for gradients of a stride's outputs, between them. */
final class PaddedPlane {

    private final int pitch;
    private final int first;
    private final int columns;
    private final int pixels;
    private final int step;
    private final int skip;
    private final float[] values;

    /**
     * @param height with the zeros
     * @param width likewise
     * @param top rows of zeros before the first pixel
     * @param rows of pixels
     * @param columns likewise
     * @param stride from one pixel to the next
     */
    PaddedPlane(int height, int width, int top, int left, int rows, int columns, int stride) {
        this.pitch = width * WIDTH;
        this.first = START + top * pitch + left * WIDTH;
        this.columns = columns;
        this.pixels = rows * columns;
        this.step = stride * WIDTH;
        this.skip = stride * pitch - columns * step;
        this.values = Lanes.array(height * pitch);
    }

    /** What 3x3 kernels see. */
    static PaddedPlane ofInputs(Window window) {
        return new PaddedPlane(
                window.paddedHeight(),
                window.paddedWidth(),
                window.top(),
                window.left(),
                window.height(),
                window.width(),
                1);
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
                window.outputHeight(),
                window.outputWidth(),
                stride);
    }

    float[] values() {
        return values;
    }

    /** From one row to the next, in values. */
    int pitch() {
        return pitch;
    }

    /** From behind a row's last pixel to the next row's first, in values. */
    int skip() {
        return skip;
    }

    /** The place of the first pixel. */
    int first() {
        return first;
    }

    /**
     * Takes all pixels, which lie beside each other there.
     *
     * @param rescale what is still to be done to them
     * @param channel the block's first
     */
    void put(Storage from, int i, @Nullable Rescale rescale, int channel) {
        if (rescale == null) {
            copy(from, i);
        } else {
            rescale(from, i, rescale, channel);
        }
    }

    private void copy(Storage from, int i) {
        float[] x = from.array();
        ByteBuffer xMemory = from.memory();
        int xAt = from.start() + i;
        int to = first;
        int column = 0;
        for (int n = 0; n < pixels; n++) {
            load(x, xMemory, xAt + n * WIDTH).intoArray(values, to);
            to += step;
            if (++column == columns) {
                column = 0;
                to += skip;
            }
        }
    }

    private void rescale(Storage from, int i, Rescale rescale, int channel) {
        float[] x = from.array();
        ByteBuffer xMemory = from.memory();
        int xAt = from.start() + i;
        FloatVector factor = load(rescale.factors(), channel);
        FloatVector term = load(rescale.terms(), channel);
        FloatVector least = all(rescale.least());
        int to = first;
        int column = 0;
        for (int n = 0; n < pixels; n++) {
            FloatVector y = load(x, xMemory, xAt + n * WIDTH).fma(factor, term);
            y.blend(least, y.compare(VectorOperators.LT, least)).intoArray(values, to);
            to += step;
            if (++column == columns) {
                column = 0;
                to += skip;
            }
        }
    }

    /**
     * The same, of gradients.
     *
     * @param inputs what batch norm was done to
     * @param norm what is still to be done to the gradients
     */
    void put(Storage inputs, int i, Storage gradients, int j, NormGradient norm, int channel) {
        float[] x = inputs.array();
        ByteBuffer xMemory = inputs.memory();
        int xAt = inputs.start() + i;
        float[] g = gradients.array();
        ByteBuffer gMemory = gradients.memory();
        int gAt = gradients.start() + j;
        FloatVector factor = load(norm.forward().factors(), channel);
        FloatVector term = load(norm.forward().terms(), channel);
        FloatVector slope = load(norm.slopes(), channel);
        FloatVector constant = load(norm.constants(), channel);
        FloatVector least = all(norm.forward().least());
        int to = first;
        int column = 0;
        for (int n = 0; n < pixels; n++) {
            FloatVector value = load(x, xMemory, xAt + n * WIDTH);
            FloatVector y = value.fma(factor, term);
            load(g, gMemory, gAt + n * WIDTH)
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
}

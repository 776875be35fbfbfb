package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution by 3x3 kernels, for one thread, an image's block of channels at a time, which does in passing what batch norms before and
 * behind want. An image is read at once: in smaller pieces reading takes longer.
 */
public final class DepthwiseConvolution {

    private static final int PIXELS_AT_ONCE = 128;

    private final Window window;
    private final int blocks;
    private final @Nullable Rescale rescale;
    private final boolean relu;
    private final @Nullable Moments moments;
    private final PaddedPlane plane;
    private final DepthwiseLoops loops;
    private final float[] inputs;
    private final float[] outputs;
    private final Storage outputsThere;

    /**
     * @param window of 3x3 pixels
     * @param channels whole blocks
     * @param rescale what is still to be done to the inputs
     * @param moments of the outputs, to be taken
     */
    public DepthwiseConvolution(
            Window window, int channels, @Nullable Rescale rescale, boolean relu, @Nullable Moments moments) {
        this.window = window;
        this.blocks = channels / WIDTH;
        this.rescale = rescale;
        this.relu = relu;
        this.moments = moments;
        this.plane = PaddedPlane.ofInputs(window);
        this.loops = new DepthwiseLoops(window.outputWidth());
        this.inputs = Lanes.array(rowsAtOnce(window.width()) * window.width() * WIDTH);
        this.outputs = Lanes.array(rowsAtOnce(window.outputWidth()) * window.outputWidth() * WIDTH);
        this.outputsThere = Storage.of(outputs);
    }

    /**
     * @param x batch x blocks x height x width x channel
     * @param weights of {@link DepthwiseWeights}
     */
    public void run(Storage x, int images, float[] weights, Storage y) {
        if (moments != null) {
            moments.restart();
        }
        for (int part = 0; part < images * blocks; part++) {
            read(x, part);
            write(part, weights, y);
        }
    }

    private void read(Storage x, int part) {
        int columns = window.width();
        int some = rowsAtOnce(columns);
        for (int row = 0; row < window.height(); row += some) {
            int rows = Math.min(some, window.height() - row);
            int at = (part * window.height() + row) * columns * WIDTH;
            int i = x.read(at, rows * columns * WIDTH, inputs, START);
            plane.put(x.array(inputs), i, row, rows, rescale, part % blocks * WIDTH);
        }
    }

    private void write(int part, float[] weights, Storage y) {
        int columns = window.outputWidth();
        int some = rowsAtOnce(columns);
        for (int row = 0; row < window.outputHeight(); row += some) {
            int rows = Math.min(some, window.outputHeight() - row);
            int at = (part * window.outputHeight() + row) * columns * WIDTH;
            int length = rows * columns * WIDTH;
            int to = y.place(at, START);
            float[] target = y.array(outputs);
            int stride = window.strideHeight();
            int from = plane.row(row * stride);
            loops.convolve(plane, from, stride, rows, weights, DepthwiseWeights.place(part % blocks), target, to);
            if (relu) {
                rectify(target, to, length);
            }
            if (moments != null) {
                moments.addAll(y.isArray() ? y : outputsThere, to - START, length, part % blocks * WIDTH);
            }
            y.written(at, length, outputs, START);
        }
    }

    /** So many that they stay in the first cache from one loop to the next; an even number. */
    static int rowsAtOnce(int columns) {
        return Math.max(1, PIXELS_AT_ONCE / columns / 2) * 2;
    }

    private static void rectify(float[] values, int at, int length) {
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector value = load(values, at + n);
            value.blend(zero(), value.compare(VectorOperators.LT, 0f)).intoArray(values, at + n);
        }
    }
}

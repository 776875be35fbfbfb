package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * How a convolution with a stride becomes one without: squares of {@code stride x stride} pixels become channels of one pixel,
 * as torch.nn.PixelUnshuffle has it, and a kernel of 11x11 pixels with stride 4 one of 3x3 such pixels. What sticks out of image
 * or kernel is zero; so are the channels that fill up the last block. For one thread.
 */
public final class PixelUnshuffle implements WeightRearrangement {

    private final int channels;
    private final int height;
    private final int width;
    private final int kernel;
    private final int top;
    private final int left;
    private final int side;
    private final int rows;
    private final int columns;
    private final int rowLength;
    private final int unshuffledChannels;
    private final int[] places;
    private final int[] sources;
    private final int[] weights;
    private final float[] padded;
    private final float[] unshuffled;

    /**
     * @param channels of the image, whose values lie beside each other
     * @param kernel its pixels on each side
     * @param top rows of zeros above the image
     * @param left columns of zeros before the image
     */
    public PixelUnshuffle(
            int channels,
            int height,
            int width,
            int kernel,
            int stride,
            int top,
            int left,
            int outputHeight,
            int outputWidth) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.kernel = kernel;
        this.top = top;
        this.left = left;
        this.side = side(kernel, stride);
        this.rows = outputHeight + side - 1;
        this.columns = outputWidth + side - 1;
        this.rowLength = columns * stride * channels;
        this.unshuffledChannels = channels(channels, stride);
        int[] squares = IntStream.range(0, stride * stride * channels).toArray();
        this.places = IntStream.of(squares)
                .map(channel -> channel / WIDTH * rows * columns * WIDTH + channel % WIDTH)
                .toArray();
        this.sources = IntStream.of(squares)
                .map(channel -> channel / (stride * channels) * rowLength + channel % (stride * channels))
                .toArray();
        this.weights = IntStream.range(0, unshuffledChannels * side * side)
                .map(i -> weight(i / (side * side), i / side % side, i % side, stride))
                .toArray();
        this.padded = new float[rows * stride * rowLength];
        this.unshuffled = new float[unshuffledChannels * rows * columns];
    }

    /** Pixels on each side of the kernel that it becomes. */
    public static int side(int kernel, int stride) {
        return (kernel + stride - 1) / stride;
    }

    /** Channels that it comes to, whole blocks of them. */
    public static int channels(int channels, int stride) {
        return (stride * stride * channels + WIDTH - 1) / WIDTH * WIDTH;
    }

    /** Which of an output's weights stands there; -1 for none. */
    private int weight(int channel, int y, int x, int stride) {
        int pixel = channel / channels;
        int row = y * stride + pixel / stride;
        int column = x * stride + pixel % stride;
        return pixel < stride * stride && row < kernel && column < kernel
                ? (channel % channels * kernel + row) * kernel + column
                : -1;
    }

    public int height() {
        return rows;
    }

    public int width() {
        return columns;
    }

    /** Brings images, batch x height x width x channel, into blocks of channels. */
    public void images(FloatBuffer x, int images, FloatBuffer target) {
        int step = rowLength / columns;
        for (int image = 0; image < images; image++) {
            pad(x, image);
            for (int row = 0; row < rows; row++) {
                int from = row * (padded.length / rows);
                for (int column = 0; column < columns; column++) {
                    gather(from + column * step, (row * columns + column) * WIDTH);
                }
            }
            target.put(image * unshuffled.length, unshuffled);
        }
    }

    private void pad(FloatBuffer x, int image) {
        int length = Math.min(width * channels, rowLength - left * channels);
        for (int row = 0; row < height && (row + top) * rowLength < padded.length; row++) {
            x.get((image * height + row) * width * channels, padded, (row + top) * rowLength + left * channels, length);
        }
    }

    private void gather(int from, int to) {
        for (int channel = 0; channel < places.length; channel++) {
            unshuffled[to + places[channel]] = padded[from + sources[channel]];
        }
    }

    @Override
    public void weights(FloatBuffer plain, int firstOutput, int endOutput, FloatBuffer target) {
        WeightRearrangement.spread(weights, channels * kernel * kernel, plain, firstOutput, endOutput, target);
    }

    @Override
    public void gradients(FloatBuffer ofTarget, int firstOutput, int endOutput, FloatBuffer plain) {
        WeightRearrangement.collect(weights, channels * kernel * kernel, ofTarget, firstOutput, endOutput, plain);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a convolution of stride 1 with a kernel of more than 5x5 pixels becomes one that Winograd's algorithms serve: the kernel is cut into two or four
 * pieces, 7x7 weights into two of 4x7 with a row of zeros, and each sees the image from where it lies. As many images, moved by a piece
 * each, become channels of one. For one thread.
 */
public final class KernelPieces implements WeightRearrangement {

    private final int channels;
    private final int blocks;
    private final Axis vertical;
    private final Axis horizontal;
    private final int height;
    private final int width;
    private final int sideDown;
    private final int sideAcross;
    private final int beside;
    private final int pieces;
    private final int rows;
    private final int columns;
    private final int[] weights;
    private final float[] line;
    private final float[] sum;

    /**
     * @param channels of the image, whole blocks
     * @param sideDown rows of a piece
     * @param sideAcross columns of a piece
     */
    public KernelPieces(int channels, Axis vertical, Axis horizontal, int sideDown, int sideAcross) {
        this.channels = channels;
        this.blocks = channels / WIDTH;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.height = vertical.length();
        this.width = horizontal.length();
        this.sideDown = sideDown;
        this.sideAcross = sideAcross;
        this.beside = Axis.ceilDiv(horizontal.kernel(), sideAcross);
        this.pieces = Axis.ceilDiv(vertical.kernel(), sideDown) * beside;
        this.rows = vertical.outputLength() + sideDown - 1;
        this.columns = horizontal.outputLength() + sideAcross - 1;
        int area = sideDown * sideAcross;
        this.weights = IntStream.range(0, pieces * channels * area)
                .map(i -> weight(i / area, i % area / sideAcross, i % sideAcross))
                .toArray();
        this.line = Lanes.array(columns * WIDTH);
        this.sum = Lanes.array(width * WIDTH);
    }

    /** Channels that it comes to. */
    public int channels() {
        return pieces * channels;
    }

    /** Which of an output's weights stands there; -1 for none. */
    private int weight(int channel, int y, int x) {
        int piece = channel / channels;
        int row = piece / beside * sideDown + y;
        int column = piece % beside * sideAcross + x;
        return row < vertical.kernel() && column < horizontal.kernel()
                ? (channel % channels * vertical.kernel() + row) * horizontal.kernel() + column
                : -1;
    }

    /** Weights of the kernel. */
    private int area() {
        return vertical.kernel() * horizontal.kernel();
    }

    public int height() {
        return rows;
    }

    public int width() {
        return columns;
    }

    /**
     * Brings images to where each piece sees them.
     *
     * @param x batch x blocks x height x width x channel
     * @param moved batch x pieces x blocks x height x width x channel, of these heights and widths; zero where nothing was written before
     */
    public void spread(Storage x, int images, Storage moved) {
        for (int part = 0; part < images * pieces * blocks; part++) {
            int piece = part / blocks % pieces;
            int source = part / blocks / pieces * blocks + part % blocks;
            for (int row = firstRow(piece); row < endRow(piece); row++) {
                int from = (source * height + row + down(piece)) * width + firstColumn(piece) + across(piece);
                int to = (part * rows + row) * columns + firstColumn(piece);
                int length = (endColumn(piece) - firstColumn(piece)) * WIDTH;
                int at = x.read(from * WIDTH, length, line, START);
                moved.put(to * WIDTH, length, x.array(line), at);
            }
        }
    }

    /** Adds up the gradients of {@link #spread}'s images. */
    public void gather(Storage moved, int images, Storage x) {
        for (int line = 0; line < images * blocks * height; line++) {
            int row = line % height;
            int part = line / height;
            Arrays.fill(sum, 0);
            for (int piece = 0; piece < pieces; piece++) {
                add(moved, (part / blocks * pieces + piece) * blocks + part % blocks, row - down(piece), piece);
            }
            x.put(line * width * WIDTH, width * WIDTH, sum, START);
        }
    }

    private void add(Storage moved, int part, int row, int piece) {
        if (row < firstRow(piece) || row >= endRow(piece)) {
            return;
        }
        int length = (endColumn(piece) - firstColumn(piece)) * WIDTH;
        int from = moved.read(((part * rows + row) * columns + firstColumn(piece)) * WIDTH, length, line, START);
        int to = START + (firstColumn(piece) + across(piece)) * WIDTH;
        float[] values = moved.array(line);
        for (int i = 0; i < length; i += WIDTH) {
            load(sum, to + i).add(load(values, from + i)).intoArray(sum, to + i);
        }
    }

    /** From a row of a piece's image to that of the image that it is. */
    private int down(int piece) {
        return piece / beside * sideDown - vertical.before();
    }

    private int across(int piece) {
        return piece % beside * sideAcross - horizontal.before();
    }

    private int firstRow(int piece) {
        return Math.max(0, -down(piece));
    }

    private int endRow(int piece) {
        return Math.max(firstRow(piece), Math.min(rows, height - down(piece)));
    }

    private int firstColumn(int piece) {
        return Math.max(0, -across(piece));
    }

    private int endColumn(int piece) {
        return Math.max(firstColumn(piece), Math.min(columns, width - across(piece)));
    }

    @Override
    public void weights(FloatBuffer plain, int firstOutput, int endOutput, FloatBuffer target) {
        WeightRearrangement.spread(weights, channels * area(), plain, firstOutput, endOutput, target);
    }

    @Override
    public void gradients(FloatBuffer ofTarget, int firstOutput, int endOutput, FloatBuffer plain) {
        WeightRearrangement.collect(weights, channels * area(), ofTarget, firstOutput, endOutput, plain);
    }

    /**
     * The same for the convolution that brings gradients of outputs, which are this one's images then, back to inputs: its outputs are
     * inputs, and kernels are turned.
     *
     * @param plain [out, in, kernel height, kernel width]
     */
    public void turnedWeights(FloatBuffer plain, int firstInput, int endInput, FloatBuffer target) {
        int area = area();
        int inputs = plain.limit() / (channels * area);
        float[] before = new float[channels * area];
        float[] after = new float[weights.length];
        for (int input = firstInput; input < endInput; input++) {
            for (int channel = 0; channel < channels; channel++) {
                plain.get((channel * inputs + input) * area, before, channel * area, area);
                turn(before, channel * area, area);
            }
            WeightRearrangement.spread(weights, before, after);
            target.put(input * weights.length, after);
        }
    }

    private static void turn(float[] values, int at, int length) {
        for (int i = 0; i < length / 2; i++) {
            float value = values[at + i];
            values[at + i] = values[at + length - 1 - i];
            values[at + length - 1 - i] = value;
        }
    }
}

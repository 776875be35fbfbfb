package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

/**
 * Where transformed weights lie: for each position a matrix, in panels of two blocks of outputs (the last one of one,
 * where their number is odd), [channel][outputs of the panel].
 *
 * @param inputs channels, a multiple of 16
 * @param outputs channels, a multiple of 16
 */
public record Panels(int positions, int inputs, int outputs) {

    /** Floats. */
    private static final int CACHE = 1 << 17;

    /** Of an array for all positions. */
    public int length() {
        return START + positions * stride();
    }

    /** From one position to the next; a power of two would bring all positions to the same lines of the cache. */
    int stride() {
        return inputs * outputs + WIDTH;
    }

    int inputBlocks() {
        return inputs / WIDTH;
    }

    public int outputBlocks() {
        return outputs / WIDTH;
    }

    /** Panels of two blocks, or at the end one. */
    public int count() {
        return (outputBlocks() + 1) / 2;
    }

    /** Blocks in the panel that begins at this one. */
    int width(int block) {
        return Math.min(2, outputBlocks() - block);
    }

    /** The panel that begins at this block, and this input channel of it. */
    int at(int position, int block, int channel) {
        return START + position * stride() + block * WIDTH * inputs + channel * width(block) * WIDTH;
    }

    /** One vector: an input channel's weights for a block of outputs, at position 0. */
    int vector(int block, int channel) {
        int first = block & ~1;
        return at(0, first, channel) + (block - first) * WIDTH;
    }

    /** So many inputs that a panel of them takes about half of a processor's second cache. */
    public int channelsInCache() {
        int blocks = CACHE / (positions * 2 * WIDTH * WIDTH);
        return Math.min(inputs, Math.max(1, blocks) * WIDTH);
    }

    /** A layout of so many inputs of the panel that begins at this block. */
    public Panels part(int block, int inputs) {
        return new Panels(positions, inputs, width(block) * WIDTH);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

/**
 * Where transformed weights lie: for each position a matrix, in panels of two blocks of outputs (the last one of one,
 * where their number is odd), [channel][outputs of the panel].
 *
 * @param inputs channels, whole blocks
 * @param outputs channels, likewise
 */
public record Panels(int positions, int inputs, int outputs) {

    /** Blocks of outputs that are computed together, since what they are computed of is then read once: 32 channels. */
    static final int GROUP = 32 / WIDTH;

    /** Floats: half of a second cache of 1 MiB; on a processor with one of half that size, smaller numbers were not faster. */
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

    public int groups() {
        return (outputBlocks() + GROUP - 1) / GROUP;
    }

    /** The first block of a group. */
    public static int firstBlock(int group) {
        return group * GROUP;
    }

    /** Blocks in the group that begins at this one. */
    public int groupBlocks(int block) {
        return Math.min(GROUP, outputBlocks() - block);
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

    /** So many inputs that a group of outputs of them takes about as much as the second cache should hold of it. */
    public int channelsInCache() {
        int blocks = CACHE / (positions * GROUP * WIDTH * WIDTH);
        return Math.min(inputs, Math.max(1, blocks) * WIDTH);
    }

    /** A layout of so many inputs of the group that begins at this block. */
    public Panels part(int block, int inputs) {
        return new Panels(positions, inputs, groupBlocks(block) * WIDTH);
    }
}

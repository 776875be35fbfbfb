package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.stream.IntStream;

/**
 * Where transformed weights lie: for each position a matrix, in panels of two blocks of outputs, [channel][outputs of the
 * panel]. The last panel is of one block where their number is odd, and all are where each block is a group of its own.
 *
 * @param inputs channels that an output sees, those of its group; whole blocks
 * @param outputs channels of all groups, likewise
 * @param groupBlocks blocks of outputs in each of the convolution's groups: all, one or an even number
 */
public record Panels(int positions, int inputs, int outputs, int groupBlocks) {

    /** Blocks of outputs that are computed together, since what they are computed of is then read once: 32 channels. */
    static final int BUNDLE = 32 / WIDTH;

    /** Floats: half of a second cache of 1 MiB; on a processor with one of half that size, smaller numbers were not faster. */
    private static final int CACHE = 1 << 17;

    /** The smallest number of a convolution's groups that make one of these. */
    public static int merged(int groups, int inputs, int outputs) {
        return IntStream.rangeClosed(1, groups)
                .filter(merged -> groups % merged == 0)
                .filter(merged -> merged == groups || fit(inputs / groups * merged) && fit(outputs / groups * merged))
                .findFirst()
                .orElseThrow();
    }

    private static boolean fit(int channels) {
        return channels == WIDTH || channels % (2 * WIDTH) == 0;
    }

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

    /** Channels of all groups' inputs. */
    public int allInputs() {
        return groups() * inputs;
    }

    /** Those that the convolution's are merged to. */
    public int groups() {
        return outputBlocks() / groupBlocks;
    }

    /** The first block of inputs that a block of outputs sees. */
    int firstInput(int block) {
        return block / groupBlocks * inputBlocks();
    }

    public int bundles() {
        return (outputBlocks() + BUNDLE - 1) / BUNDLE;
    }

    /** The first block of a bundle. */
    public static int firstBlock(int bundle) {
        return bundle * BUNDLE;
    }

    /** Blocks in the bundle that begins at this one. */
    public int bundleBlocks(int block) {
        return Math.min(BUNDLE, outputBlocks() - block);
    }

    /** Blocks in the panel that begins at this one. */
    int width(int block) {
        return groupBlocks == 1 ? 1 : Math.min(2, outputBlocks() - block);
    }

    /** The panel that begins at this block, and this input channel of it. */
    int at(int position, int block, int channel) {
        return START + position * stride() + block * WIDTH * inputs + channel * width(block) * WIDTH;
    }

    /** One vector: an input channel's weights for a block of outputs, at position 0. */
    int vector(int block, int channel) {
        int first = groupBlocks == 1 ? block : block & ~1;
        return at(0, first, channel) + (block - first) * WIDTH;
    }

    /** So many inputs that a bundle of outputs of them takes about as much as the second cache should hold of it. */
    public int channelsInCache() {
        int blocks = CACHE / (positions * BUNDLE * WIDTH * WIDTH);
        return Math.min(inputs, Math.max(1, blocks) * WIDTH);
    }

    /** A layout of so many inputs of the bundle that begins at this block. */
    public Panels part(int block, int inputs) {
        int blocks = bundleBlocks(block);
        return new Panels(positions, inputs, blocks * WIDTH, Math.min(groupBlocks, blocks));
    }
}

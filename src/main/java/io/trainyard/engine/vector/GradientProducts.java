package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

/** Products that sum over tiles, for the gradient of weights; see {@link TileProducts}. */
final class GradientProducts {

    private final float[] part = Lanes.array(WIDTH * WIDTH);

    /**
     * For one block of channels and one or two blocks of outputs: {@code sums[channel][outputs] += sum over tiles of
     * v[tile][channel] * y[output block][tile][output]}.
     *
     * @param yBlock values from one block of outputs to the next
     */
    void add(float[] v, int vAt, float[] y, int yAt, int yBlock, int tiles, float[] sums, int at, boolean two) {
        if (two) {
            addHalf(v, vAt, y, yAt, yBlock, tiles, sums, at);
            addHalf(v, vAt + WIDTH / 2, y, yAt, yBlock, tiles, sums, at + WIDTH * WIDTH);
        } else {
            allByOne(v, vAt, y, yAt, tiles);
            addPart(sums, at);
        }
    }

    private void addHalf(float[] v, int vAt, float[] y, int yAt, int yBlock, int tiles, float[] sums, int at) {
        int groups = Lanes.UNROLLED ? tiles / UnrolledGradients.TILES : 0;
        if (groups > 0) {
            UnrolledGradients.fourByTwo(v, vAt, y, yAt, yBlock, groups, part, -1);
            addPart(sums, at);
        }
        int done = groups * UnrolledGradients.TILES;
        if (done < tiles) {
            halfByTwo(v, vAt + done * WIDTH, y, yAt + done * WIDTH, yBlock, tiles - done);
            addPart(sums, at);
        }
    }

    private void halfByTwo(float[] v, int vAt, float[] y, int yAt, int yBlock, int tiles) {
        if (Lanes.WIDE) {
            WideGradients.eightByTwo(v, vAt, y, yAt, yBlock, tiles, part);
        } else {
            NarrowGradients.fourByTwo(v, vAt, y, yAt, yBlock, tiles, part);
        }
    }

    private void allByOne(float[] v, int vAt, float[] y, int yAt, int tiles) {
        if (Lanes.WIDE) {
            WideGradients.sixteenByOne(v, vAt, y, yAt, tiles, part);
        } else {
            NarrowGradients.eightByOne(v, vAt, y, yAt, tiles, part);
        }
    }

    /** By itself, since the compiler puts vectors into objects where a method holds too many. */
    private void addPart(float[] sums, int at) {
        for (int i = 0; i < WIDTH * WIDTH; i += WIDTH) {
            load(part, START + i).add(load(sums, at + i)).intoArray(sums, at + i);
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices at one position of the tiles. The sums stay in registers, which is why the loops are written out:
 * up to 8 tiles (6, where there are fewer registers) by 2 vectors of outputs, since each loaded value then serves two
 * multiplications. (With 12 by 2 they are a few percent faster once compiled, but Java's first compiler gives up on methods
 * of that size.)
 */
final class TileProducts {

    private static final int MOST = Lanes.WIDE ? WideProducts.TILES : NarrowProducts.TILES;
    private static final int SOME = 4;

    private final float[] part = Lanes.array(2 * MOST * WIDTH);

    /**
     * One block of outputs, or two: {@code m[output block][tile][output] = sum over channels of v[block][tile][16] *
     * u[channel][outputs]}.
     *
     * @param vBlock values from one block of channels to the next
     * @param blocks of channels
     * @param mBlock values from one block of outputs to the next
     * @param tiles rows of the product
     * @param more whether it is to be added to what is there
     */
    void multiply(
            float[] v,
            int vAt,
            int vBlock,
            float[] u,
            int uAt,
            int blocks,
            float[] m,
            int mAt,
            int mBlock,
            int tiles,
            boolean two,
            boolean more) {
        int step;
        for (int t = 0; t < tiles; t += step) {
            step = step(tiles - t);
            int x = vAt + t * WIDTH;
            int y = mAt + t * WIDTH;
            if (!more) {
                few(v, x, vBlock, u, uAt, blocks, m, y, mBlock, step, two);
                continue;
            }
            few(v, x, vBlock, u, uAt, blocks, part, START, MOST * WIDTH, step, two);
            addPart(START, m, y, step);
            if (two) {
                addPart(START + MOST * WIDTH, m, y + mBlock, step);
            }
        }
    }

    /** Eight at the end are better cut into twice four than into six and two times one. */
    private static int step(int tiles) {
        return tiles >= MOST && tiles != 2 * SOME || tiles == MOST ? MOST : tiles >= SOME ? SOME : 1;
    }

    private void addPart(int from, float[] m, int at, int tiles) {
        for (int i = 0; i < tiles * WIDTH; i += WIDTH) {
            load(part, from + i).add(load(m, at + i)).intoArray(m, at + i);
        }
    }

    private static void few(
            float[] v,
            int vAt,
            int vBlock,
            float[] u,
            int uAt,
            int blocks,
            float[] m,
            int mAt,
            int mBlock,
            int tiles,
            boolean two) {
        if (two) {
            switch (tiles) {
                case WideProducts.TILES -> WideProducts.eightByTwo(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock);
                case NarrowProducts.TILES -> six(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock);
                case SOME -> fourByTwo(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock);
                default -> oneByTwo(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock);
            }
        } else {
            switch (tiles) {
                case WideProducts.TILES -> WideProducts.eightByOne(v, vAt, vBlock, u, uAt, blocks, m, mAt);
                case NarrowProducts.TILES -> NarrowProducts.sixByOne(v, vAt, vBlock, u, uAt, blocks, m, mAt);
                case SOME -> fourByOne(v, vAt, vBlock, u, uAt, blocks, m, mAt);
                default -> oneByOne(v, vAt, vBlock, u, uAt, blocks, m, mAt);
            }
        }
    }

    private static void six(
            float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt, int mBlock) {
        if (Lanes.UNROLLED) {
            UnrolledProducts.sixByTwo(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock, -1);
        } else {
            NarrowProducts.sixByTwo(v, vAt, vBlock, u, uAt, blocks, m, mAt, mBlock);
        }
    }

    private static void fourByTwo(
            float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt, int mBlock) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector c0 = zero();
        FloatVector c1 = zero();
        FloatVector d0 = zero();
        FloatVector d1 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * 2 * WIDTH * WIDTH;
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + 2 * WIDTH * channel);
                FloatVector w1 = load(u, w + 2 * WIDTH * channel + WIDTH);
                FloatVector a = all(v[x + channel]);
                a0 = a.fma(w0, a0);
                a1 = a.fma(w1, a1);
                FloatVector b = all(v[x + WIDTH + channel]);
                b0 = b.fma(w0, b0);
                b1 = b.fma(w1, b1);
                FloatVector c = all(v[x + 2 * WIDTH + channel]);
                c0 = c.fma(w0, c0);
                c1 = c.fma(w1, c1);
                FloatVector d = all(v[x + 3 * WIDTH + channel]);
                d0 = d.fma(w0, d0);
                d1 = d.fma(w1, d1);
            }
        }
        a0.intoArray(m, mAt);
        a1.intoArray(m, mAt + mBlock);
        b0.intoArray(m, mAt + WIDTH);
        b1.intoArray(m, mAt + WIDTH + mBlock);
        c0.intoArray(m, mAt + 2 * WIDTH);
        c1.intoArray(m, mAt + 2 * WIDTH + mBlock);
        d0.intoArray(m, mAt + 3 * WIDTH);
        d1.intoArray(m, mAt + 3 * WIDTH + mBlock);
    }

    private static void oneByTwo(
            float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt, int mBlock) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * 2 * WIDTH * WIDTH;
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + 2 * WIDTH * channel);
                FloatVector w1 = load(u, w + 2 * WIDTH * channel + WIDTH);
                FloatVector a = all(v[x + channel]);
                a0 = a.fma(w0, a0);
                a1 = a.fma(w1, a1);
            }
        }
        a0.intoArray(m, mAt);
        a1.intoArray(m, mAt + mBlock);
    }

    private static void fourByOne(float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt) {
        FloatVector a0 = zero();
        FloatVector b0 = zero();
        FloatVector c0 = zero();
        FloatVector d0 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * WIDTH * WIDTH;
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + WIDTH * channel);
                a0 = all(v[x + channel]).fma(w0, a0);
                b0 = all(v[x + WIDTH + channel]).fma(w0, b0);
                c0 = all(v[x + 2 * WIDTH + channel]).fma(w0, c0);
                d0 = all(v[x + 3 * WIDTH + channel]).fma(w0, d0);
            }
        }
        a0.intoArray(m, mAt);
        b0.intoArray(m, mAt + WIDTH);
        c0.intoArray(m, mAt + 2 * WIDTH);
        d0.intoArray(m, mAt + 3 * WIDTH);
    }

    private static void oneByOne(float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt) {
        FloatVector a0 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * WIDTH * WIDTH;
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + WIDTH * channel);
                a0 = all(v[x + channel]).fma(w0, a0);
            }
        }
        a0.intoArray(m, mAt);
    }
}

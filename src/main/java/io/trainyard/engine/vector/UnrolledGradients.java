package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.zero;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * {@link NarrowGradients#fourByTwo} with eight tiles written out, see {@link UnrolledProducts}. For {@link Lanes#UNROLLED}
 * only.
 */
final class UnrolledGradients {

    static final int TILES = 8;

    private UnrolledGradients() {}

    /**
     * @param groups of eight tiles
     * @param never what no place in {@code v} is
     */
    static void fourByTwo(float[] v, int vAt, float[] y, int yAt, int yBlock, int groups, float[] sums, int never) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector c0 = zero();
        FloatVector c1 = zero();
        FloatVector d0 = zero();
        FloatVector d1 = zero();
        for (int group = 0; group < groups; group++) {
            int x = vAt + group * TILES * WIDTH;
            int z = yAt + group * TILES * WIDTH;
            FloatVector y0 = fromArray(SPECIES, y, z);
            FloatVector y1 = fromArray(SPECIES, y, z + yBlock);
            FloatVector value = broadcast(SPECIES, v[x]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 1 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + WIDTH);
            value = broadcast(SPECIES, v[x + WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 2 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 2 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 2 * WIDTH);
            value = broadcast(SPECIES, v[x + 2 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 3 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 3 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 3 * WIDTH);
            value = broadcast(SPECIES, v[x + 3 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 4 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 4 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 4 * WIDTH);
            value = broadcast(SPECIES, v[x + 4 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 5 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 5 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 5 * WIDTH);
            value = broadcast(SPECIES, v[x + 5 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 6 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 6 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 6 * WIDTH);
            value = broadcast(SPECIES, v[x + 6 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 6 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 6 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 6 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
            if (x + 7 == never) {
                return;
            }
            y0 = fromArray(SPECIES, y, z + 7 * WIDTH);
            y1 = fromArray(SPECIES, y, z + yBlock + 7 * WIDTH);
            value = broadcast(SPECIES, v[x + 7 * WIDTH]);
            a0 = value.fma(y0, a0);
            a1 = value.fma(y1, a1);
            value = broadcast(SPECIES, v[x + 7 * WIDTH + 1]);
            b0 = value.fma(y0, b0);
            b1 = value.fma(y1, b1);
            value = broadcast(SPECIES, v[x + 7 * WIDTH + 2]);
            c0 = value.fma(y0, c0);
            c1 = value.fma(y1, c1);
            value = broadcast(SPECIES, v[x + 7 * WIDTH + 3]);
            d0 = value.fma(y0, d0);
            d1 = value.fma(y1, d1);
        }
        a0.intoArray(sums, START);
        a1.intoArray(sums, START + WIDTH);
        b0.intoArray(sums, START + 2 * WIDTH);
        b1.intoArray(sums, START + 3 * WIDTH);
        c0.intoArray(sums, START + 4 * WIDTH);
        c1.intoArray(sums, START + 5 * WIDTH);
        d0.intoArray(sums, START + 6 * WIDTH);
        d1.intoArray(sums, START + 7 * WIDTH);
    }
}

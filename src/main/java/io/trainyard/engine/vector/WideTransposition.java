package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Exchanges rows and columns of 16x16 values, in registers of sixteen. Blocks of 8x8 change places, then of 4x4, all rows that are four apart at a time; what comes of it
 * goes through memory, and then blocks of 2x2 and values do so among neighbouring rows. Two vectors that change places are blended, which is turned around once and blended with
 * either: that is one rearrangement for two, of which there can be fewer at a time than of blends. In one go, Java 17's compiler would have more vectors in a
 * method than it takes.
 */
final class WideTransposition {

    static final int SIDE = 16;

    private static final VectorShuffle<Float> BY_EIGHT = shuffle(8);
    private static final VectorShuffle<Float> BY_FOUR = shuffle(4);
    private static final VectorShuffle<Float> BY_TWO = shuffle(2);
    private static final VectorShuffle<Float> BY_ONE = shuffle(1);
    private static final VectorMask<Float> EIGHTS = mask(8);
    private static final VectorMask<Float> FOURS = mask(4);
    private static final VectorMask<Float> TWOS = mask(2);
    private static final VectorMask<Float> ONES = mask(1);

    private final float[] half = Lanes.array(SIDE * SIDE);

    private static VectorShuffle<Float> shuffle(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance);
    }

    /** Lanes of the second vector. */
    private static VectorMask<Float> mask(int distance) {
        boolean[] lanes = new boolean[WIDTH];
        for (int lane = 0; lane < WIDTH; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /**
     * Row r lies from {@code from[i + rows[firstRow + r]]} on, column c will lie from {@code to[j + columns[firstColumn + c]]} on.
     */
    void apply(float[] from, int i, int[] rows, int firstRow, float[] to, int j, int[] columns, int firstColumn) {
        far(from, i, rows, firstRow, half);
        near(half, to, j, columns, firstColumn);
    }

    private static void far(float[] from, int i, int[] rows, int firstRow, float[] half) {
        for (int row = 0; row < SIDE / 4; row += 2) {
            int r = firstRow + row;
            FloatVector a = load(from, i + rows[r]);
            FloatVector b = load(from, i + rows[r + 4]);
            FloatVector c = load(from, i + rows[r + 8]);
            FloatVector d = load(from, i + rows[r + 12]);
            FloatVector ac = c.blend(a, EIGHTS).rearrange(BY_EIGHT);
            FloatVector bd = d.blend(b, EIGHTS).rearrange(BY_EIGHT);
            FloatVector a8 = a.blend(ac, EIGHTS);
            FloatVector c8 = ac.blend(c, EIGHTS);
            FloatVector b8 = b.blend(bd, EIGHTS);
            FloatVector d8 = bd.blend(d, EIGHTS);
            FloatVector ab = b8.blend(a8, FOURS).rearrange(BY_FOUR);
            FloatVector cd = d8.blend(c8, FOURS).rearrange(BY_FOUR);
            int at = START + row * WIDTH;
            a8.blend(ab, FOURS).intoArray(half, at);
            ab.blend(b8, FOURS).intoArray(half, at + 4 * WIDTH);
            c8.blend(cd, FOURS).intoArray(half, at + 8 * WIDTH);
            cd.blend(d8, FOURS).intoArray(half, at + 12 * WIDTH);

            FloatVector e = load(from, i + rows[r + 1]);
            FloatVector f = load(from, i + rows[r + 5]);
            FloatVector g = load(from, i + rows[r + 9]);
            FloatVector h = load(from, i + rows[r + 13]);
            FloatVector eg = g.blend(e, EIGHTS).rearrange(BY_EIGHT);
            FloatVector fh = h.blend(f, EIGHTS).rearrange(BY_EIGHT);
            FloatVector e8 = e.blend(eg, EIGHTS);
            FloatVector g8 = eg.blend(g, EIGHTS);
            FloatVector f8 = f.blend(fh, EIGHTS);
            FloatVector h8 = fh.blend(h, EIGHTS);
            FloatVector ef = f8.blend(e8, FOURS).rearrange(BY_FOUR);
            FloatVector gh = h8.blend(g8, FOURS).rearrange(BY_FOUR);
            e8.blend(ef, FOURS).intoArray(half, at + WIDTH);
            ef.blend(f8, FOURS).intoArray(half, at + 5 * WIDTH);
            g8.blend(gh, FOURS).intoArray(half, at + 9 * WIDTH);
            gh.blend(h8, FOURS).intoArray(half, at + 13 * WIDTH);
        }
    }

    private static void near(float[] half, float[] to, int j, int[] columns, int firstColumn) {
        for (int row = 0; row < SIDE; row += 8) {
            int at = START + row * WIDTH;
            int out = firstColumn + row;
            FloatVector a = load(half, at);
            FloatVector b = load(half, at + WIDTH);
            FloatVector c = load(half, at + 2 * WIDTH);
            FloatVector d = load(half, at + 3 * WIDTH);
            FloatVector ac = c.blend(a, TWOS).rearrange(BY_TWO);
            FloatVector bd = d.blend(b, TWOS).rearrange(BY_TWO);
            FloatVector a2 = a.blend(ac, TWOS);
            FloatVector c2 = ac.blend(c, TWOS);
            FloatVector b2 = b.blend(bd, TWOS);
            FloatVector d2 = bd.blend(d, TWOS);
            FloatVector ab = b2.blend(a2, ONES).rearrange(BY_ONE);
            FloatVector cd = d2.blend(c2, ONES).rearrange(BY_ONE);
            a2.blend(ab, ONES).intoArray(to, j + columns[out]);
            ab.blend(b2, ONES).intoArray(to, j + columns[out + 1]);
            c2.blend(cd, ONES).intoArray(to, j + columns[out + 2]);
            cd.blend(d2, ONES).intoArray(to, j + columns[out + 3]);

            FloatVector e = load(half, at + 4 * WIDTH);
            FloatVector f = load(half, at + 5 * WIDTH);
            FloatVector g = load(half, at + 6 * WIDTH);
            FloatVector h = load(half, at + 7 * WIDTH);
            FloatVector eg = g.blend(e, TWOS).rearrange(BY_TWO);
            FloatVector fh = h.blend(f, TWOS).rearrange(BY_TWO);
            FloatVector e2 = e.blend(eg, TWOS);
            FloatVector g2 = eg.blend(g, TWOS);
            FloatVector f2 = f.blend(fh, TWOS);
            FloatVector h2 = fh.blend(h, TWOS);
            FloatVector ef = f2.blend(e2, ONES).rearrange(BY_ONE);
            FloatVector gh = h2.blend(g2, ONES).rearrange(BY_ONE);
            e2.blend(ef, ONES).intoArray(to, j + columns[out + 4]);
            ef.blend(f2, ONES).intoArray(to, j + columns[out + 5]);
            g2.blend(gh, ONES).intoArray(to, j + columns[out + 6]);
            gh.blend(h2, ONES).intoArray(to, j + columns[out + 7]);
        }
    }
}

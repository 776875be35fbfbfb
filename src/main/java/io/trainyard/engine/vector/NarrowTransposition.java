package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Exchanges rows and columns of 8x8 values, in registers of eight: blocks of 4x4 change places, then of 2x2, then values. */
final class NarrowTransposition {

    static final int SIDE = 8;

    private static final VectorShuffle<Float> BY_FOUR = shuffle(4);
    private static final VectorShuffle<Float> BY_TWO = shuffle(2);
    private static final VectorShuffle<Float> BY_ONE = shuffle(1);
    private static final VectorMask<Float> FOURS = mask(4);
    private static final VectorMask<Float> TWOS = mask(2);
    private static final VectorMask<Float> ONES = mask(1);

    private NarrowTransposition() {}

    private static VectorShuffle<Float> shuffle(int distance) {
        return VectorShuffle.fromOp(Lanes.SPECIES, lane -> lane ^ distance);
    }

    private static VectorMask<Float> mask(int distance) {
        long bits = 0;
        for (int lane = 0; lane < SIDE; lane++) {
            bits |= (lane & distance) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(Lanes.SPECIES, bits);
    }

    /**
     * Row r lies from {@code from[i + rows[firstRow + r]]} on, column c will lie from {@code to[j + columns[firstColumn + c]]} on.
     */
    static void apply(
            float[] from, int i, int[] rows, int firstRow, float[] to, int j, int[] columns, int firstColumn) {
        FloatVector a = load(from, i + rows[firstRow]);
        FloatVector b = load(from, i + rows[firstRow + 1]);
        FloatVector c = load(from, i + rows[firstRow + 2]);
        FloatVector d = load(from, i + rows[firstRow + 3]);
        FloatVector e = load(from, i + rows[firstRow + 4]);
        FloatVector f = load(from, i + rows[firstRow + 5]);
        FloatVector g = load(from, i + rows[firstRow + 6]);
        FloatVector h = load(from, i + rows[firstRow + 7]);

        FloatVector a4 = a.blend(e.rearrange(BY_FOUR), FOURS);
        FloatVector e4 = a.rearrange(BY_FOUR).blend(e, FOURS);
        FloatVector b4 = b.blend(f.rearrange(BY_FOUR), FOURS);
        FloatVector f4 = b.rearrange(BY_FOUR).blend(f, FOURS);
        FloatVector c4 = c.blend(g.rearrange(BY_FOUR), FOURS);
        FloatVector g4 = c.rearrange(BY_FOUR).blend(g, FOURS);
        FloatVector d4 = d.blend(h.rearrange(BY_FOUR), FOURS);
        FloatVector h4 = d.rearrange(BY_FOUR).blend(h, FOURS);

        FloatVector a2 = a4.blend(c4.rearrange(BY_TWO), TWOS);
        FloatVector c2 = a4.rearrange(BY_TWO).blend(c4, TWOS);
        FloatVector b2 = b4.blend(d4.rearrange(BY_TWO), TWOS);
        FloatVector d2 = b4.rearrange(BY_TWO).blend(d4, TWOS);
        FloatVector e2 = e4.blend(g4.rearrange(BY_TWO), TWOS);
        FloatVector g2 = e4.rearrange(BY_TWO).blend(g4, TWOS);
        FloatVector f2 = f4.blend(h4.rearrange(BY_TWO), TWOS);
        FloatVector h2 = f4.rearrange(BY_TWO).blend(h4, TWOS);

        a2.blend(b2.rearrange(BY_ONE), ONES).intoArray(to, j + columns[firstColumn]);
        a2.rearrange(BY_ONE).blend(b2, ONES).intoArray(to, j + columns[firstColumn + 1]);
        c2.blend(d2.rearrange(BY_ONE), ONES).intoArray(to, j + columns[firstColumn + 2]);
        c2.rearrange(BY_ONE).blend(d2, ONES).intoArray(to, j + columns[firstColumn + 3]);
        e2.blend(f2.rearrange(BY_ONE), ONES).intoArray(to, j + columns[firstColumn + 4]);
        e2.rearrange(BY_ONE).blend(f2, ONES).intoArray(to, j + columns[firstColumn + 5]);
        g2.blend(h2.rearrange(BY_ONE), ONES).intoArray(to, j + columns[firstColumn + 6]);
        g2.rearrange(BY_ONE).blend(h2, ONES).intoArray(to, j + columns[firstColumn + 7]);
    }
}

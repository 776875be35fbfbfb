package io.trainyard.engine.vector;

/** Exchanges rows and columns of 8x8 values. */
final class Transposition {

    static final int SIDE = 8;

    private Transposition() {}

    /**
     * Row r lies from {@code from[i + rows[r]]} on, column c will lie from {@code to[j + columns[c]]} on.
     *
     * @param rows eight places
     * @param columns likewise
     */
    static void apply(float[] from, int i, int[] rows, float[] to, int j, int[] columns) {
        if (Lanes.WIDE) {
            oneByOne(from, i, rows, to, j, columns);
        } else {
            NarrowTransposition.apply(from, i, rows, to, j, columns);
        }
    }

    /**
     * Where vectors are of sixteen, there must be none of eight beside them: the compiler goes by what it has seen, and with both kinds
     * about it puts vectors into objects everywhere.
     */
    static void oneByOne(float[] from, int i, int[] rows, float[] to, int j, int[] columns) {
        for (int column = 0; column < SIDE; column++) {
            for (int row = 0; row < SIDE; row++) {
                to[j + columns[column] + row] = from[i + rows[row] + column];
            }
        }
    }
}

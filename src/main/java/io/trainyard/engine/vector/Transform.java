package io.trainyard.engine.vector;

/**
 * The matrices of tiles in F(4x4, 3x3) in Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015. Applied to columns
 * and then to rows they are the two-dimensional transforms.
 */
enum Transform {

    /** B^T: 6 inputs to 6. */
    INPUT,
    /** A^T: 6 products to 4 outputs. */
    OUTPUT,
    /** A: 4 gradients of outputs to 6. */
    OUTPUT_GRADIENT;

    /** Values in a row or column of a tile: of an input, of an output, of a kernel. */
    static final int TILE = 6;

    static final int OUTPUTS = 4;
    static final int KERNEL = 3;

    /** Products that take the place of {@code 16 * 9}. */
    static final int POSITIONS = TILE * TILE;

    /**
     * Applies it to columns of vectors, {@code from[i], from[i + step], ...}, and writes the results of each beside each other,
     * from {@code to[j]} on. The next column and its results lie {@code next} and {@code nextTo} further on.
     */
    void columns(float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        apply(true, from, i, step, next, to, j, nextTo, lines);
    }

    /**
     * Applies it to rows of what {@link #columns} has written, and writes results {@code step} apart, {@code to[j], to[j + step],
     * ...}. The next row and its results lie {@code next} and {@code nextTo} further on.
     */
    void rows(float[] from, int i, int next, float[] to, int j, int step, int nextTo, int lines) {
        apply(false, from, i, step, next, to, j, nextTo, lines);
    }

    private void apply(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        switch (this) {
            case INPUT -> TileTransforms.input(columns, from, i, step, next, to, j, nextTo, lines);
            case OUTPUT_GRADIENT -> TileTransforms.outputGradient(columns, from, i, step, next, to, j, nextTo, lines);
            case OUTPUT -> TileTransforms.output(columns, from, i, step, next, to, j, nextTo, lines);
        }
    }
}

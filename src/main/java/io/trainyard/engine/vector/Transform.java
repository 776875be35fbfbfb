package io.trainyard.engine.vector;

/**
 * The matrices of tiles in F(4x4, 3x3) in Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015, and of F(2x2, 5x5),
 * which has the same points and so the same inputs. Applied to columns and then to rows they are the two-dimensional transforms.
 */
enum Transform {

    /** B^T: 6 inputs to 6. */
    INPUT,
    /** A^T: 6 products to 4 outputs. */
    FOUR_OUTPUTS,
    /** A: 4 gradients of outputs to 6. */
    FOUR_OUTPUT_GRADIENTS,
    /** A^T: 6 products to 2 outputs. */
    TWO_OUTPUTS,
    /** A: 2 gradients of outputs to 6. */
    TWO_OUTPUT_GRADIENTS;

    /** Inputs of a tile, on each side. */
    static final int TILE = 6;

    /** Products that take the place of {@code 16 * 9}, or {@code 4 * 25}. */
    static final int POSITIONS = TILE * TILE;

    static Transform outputs(Tiling tiling) {
        return tiling.outputs() == 4 ? FOUR_OUTPUTS : TWO_OUTPUTS;
    }

    static Transform outputGradients(Tiling tiling) {
        return tiling.outputs() == 4 ? FOUR_OUTPUT_GRADIENTS : TWO_OUTPUT_GRADIENTS;
    }

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
            case FOUR_OUTPUTS -> TileTransforms.fourOutputs(columns, from, i, step, next, to, j, nextTo, lines);
            case FOUR_OUTPUT_GRADIENTS ->
                TileTransforms.fourOutputGradients(columns, from, i, step, next, to, j, nextTo, lines);
            case TWO_OUTPUTS -> PairTransforms.outputs(columns, from, i, step, next, to, j, nextTo, lines);
            case TWO_OUTPUT_GRADIENTS ->
                PairTransforms.outputGradients(columns, from, i, step, next, to, j, nextTo, lines);
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

/**
 * The matrices of {@link Winograd}'s algorithms. Those of 6 positions have the points 0, 1, -1, 2, -2 and infinity, and so the same inputs; those of
 * 8 have 1/2 and -1/2, too, and those of 7 lack infinity. F(4, 7) has 0, 1/2, 3/4, 5/4, 2, their opposites and infinity. Applied to columns and then
 * to rows they are the two-dimensional transforms.
 */
enum Transform {

    /** Of an axis with a single weight: one input, product or output each. */
    NONE,
    /** B^T: 6 inputs to 6. */
    INPUT,
    /** A^T: 6 products to 4 outputs. */
    FOUR_OUTPUTS,
    /** A: 4 gradients of outputs to 6. */
    FOUR_OUTPUT_GRADIENTS,
    /** A^T: 6 products to 3 outputs. */
    THREE_OUTPUTS,
    /** A: 3 gradients of outputs to 6. */
    THREE_OUTPUT_GRADIENTS,
    /** A^T: 6 products to 2 outputs. */
    TWO_OUTPUTS,
    /** A: 2 gradients of outputs to 6. */
    TWO_OUTPUT_GRADIENTS,
    /** B^T: 7 inputs to 7. */
    MIDDLE_INPUT,
    /** A^T: 7 products to 4 outputs. */
    MIDDLE_OUTPUTS,
    /** A: 4 gradients of outputs to 7. */
    MIDDLE_OUTPUT_GRADIENTS,
    /** B^T: 8 inputs to 8. */
    LARGE_INPUT,
    /** A^T: 8 products to 4 outputs. */
    LARGE_OUTPUTS,
    /** A: 4 gradients of outputs to 8. */
    LARGE_OUTPUT_GRADIENTS,
    /** A^T: 8 products to 5 outputs. */
    FIVE_OUTPUTS,
    /** A: 5 gradients of outputs to 8. */
    FIVE_OUTPUT_GRADIENTS,
    /** B^T: 10 inputs to 10. */
    LONG_INPUT,
    /** A^T: 10 products to 4 outputs. */
    LONG_OUTPUTS,
    /** A: 4 gradients of outputs to 10. */
    LONG_OUTPUT_GRADIENTS,
    /** 9 inputs to 9. */
    STRIDED_INPUT,
    /** 9 products to 4 outputs. */
    STRIDED_OUTPUTS,
    /** 4 gradients of outputs to 9. */
    STRIDED_OUTPUT_GRADIENTS,
    /** 5 inputs of a {@link Winograd#FRACTIONAL} tile to 9. */
    FRACTIONAL_INPUT,
    /** 9 products of a {@link Winograd#FRACTIONAL} tile to 8 outputs. */
    FRACTIONAL_OUTPUTS;

    /** Inputs of a tile, on each side, and products: 36 take the place of {@code 16 * 9}, {@code 9 * 16} or {@code 4 * 25}. */
    static final int TILE = 6;

    /** Those of a middle-sized one: 49 products take the place of {@code 16 * 16}. */
    static final int MIDDLE_TILE = 7;

    /** Those of a large one: 64 products take the place of {@code 16 * 25} or {@code 25 * 16}. */
    static final int LARGE_TILE = 8;

    /** Those of one for 7 weights: 10 products take the place of {@code 4 * 7} along one axis. */
    static final int LONG_TILE = 10;

    /**
     * Applies it to columns of vectors, {@code from[i], from[i + step], ...}, and writes the results of each beside each other,
     * from {@code to[j]} on.
     *
     * @param lines columns
     */
    void columns(float[] from, int i, int step, float[] to, int j, Lines lines) {
        apply(true, from, i, step, to, j, lines);
    }

    /**
     * Applies it to rows of what {@link #columns} has written, and writes results {@code step} apart, {@code to[j], to[j + step],
     * ...}
     *
     * @param lines rows
     */
    void rows(float[] from, int i, float[] to, int j, int step, Lines lines) {
        apply(false, from, i, step, to, j, lines);
    }

    /** In parts, each short enough to be put into its callers: as one, all convolutions took 1.1 of the time. */
    private void apply(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        switch (this) {
            case NONE -> copy(from, i, to, j, lines);
            case INPUT -> TileTransforms.input(columns, from, i, step, to, j, lines);
            case FOUR_OUTPUTS -> TileTransforms.fourOutputs(columns, from, i, step, to, j, lines);
            case FOUR_OUTPUT_GRADIENTS -> TileTransforms.fourOutputGradients(columns, from, i, step, to, j, lines);
            case THREE_OUTPUTS -> TripleTransforms.outputs(columns, from, i, step, to, j, lines);
            case THREE_OUTPUT_GRADIENTS -> TripleTransforms.outputGradients(columns, from, i, step, to, j, lines);
            case TWO_OUTPUTS -> PairTransforms.outputs(columns, from, i, step, to, j, lines);
            case TWO_OUTPUT_GRADIENTS -> PairTransforms.outputGradients(columns, from, i, step, to, j, lines);
            default -> applyLarge(columns, from, i, step, to, j, lines);
        }
    }

    private void applyLarge(boolean columns, float[] from, int i, int step, float[] to, int j, Lines lines) {
        switch (this) {
            case MIDDLE_INPUT -> MiddleTransforms.input(columns, from, i, step, to, j, lines);
            case MIDDLE_OUTPUTS -> MiddleTransforms.outputs(columns, from, i, step, to, j, lines);
            case MIDDLE_OUTPUT_GRADIENTS -> MiddleTransforms.outputGradients(columns, from, i, step, to, j, lines);
            case LARGE_INPUT -> LargeTransforms.input(columns, from, i, step, to, j, lines);
            case LARGE_OUTPUTS -> LargeTransforms.outputs(columns, from, i, step, to, j, lines);
            case LARGE_OUTPUT_GRADIENTS -> LargeTransforms.outputGradients(columns, from, i, step, to, j, lines);
            case FIVE_OUTPUTS -> QuintupleTransforms.outputs(columns, from, i, step, to, j, lines);
            case FIVE_OUTPUT_GRADIENTS -> QuintupleTransforms.outputGradients(columns, from, i, step, to, j, lines);
            default -> applyToAny(from, i, columns ? step : rowStep() * WIDTH, to, j, columns ? WIDTH : step, lines);
        }
    }

    /** Those that are not written out for columns and rows. */
    private void applyToAny(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        switch (this) {
            case LONG_INPUT -> LongTransforms.input(from, i, step, to, j, next, lines);
            case LONG_OUTPUTS -> LongTransforms.outputs(from, i, step, to, j, next, lines);
            case LONG_OUTPUT_GRADIENTS -> LongTransforms.outputGradients(from, i, step, to, j, next, lines);
            case STRIDED_INPUT -> StridedTransforms.input(from, i, step, 2 * step, to, j, next, lines);
            case STRIDED_OUTPUTS -> StridedTransforms.outputs(false, from, i, step, to, j, next, lines);
            case STRIDED_OUTPUT_GRADIENTS -> StridedTransforms.outputGradients(from, i, step, to, j, next, lines);
            case FRACTIONAL_INPUT -> StridedTransforms.input(from, i, 0, step, to, j, next, lines);
            case FRACTIONAL_OUTPUTS -> StridedTransforms.outputs(true, from, i, step, to, j, next, lines);
            default -> throw new IllegalStateException(name());
        }
    }

    /** Vectors from one value to the next in what {@link #columns} has written. */
    private int rowStep() {
        return switch (this) {
            case LONG_OUTPUTS -> LongTransforms.OUTPUTS;
            case STRIDED_OUTPUTS -> StridedTransforms.OUTPUTS;
            case FRACTIONAL_OUTPUTS -> StridedTransforms.FRACTIONAL_OUTPUTS;
            case LONG_INPUT, LONG_OUTPUT_GRADIENTS -> LONG_TILE;
            default -> StridedTransforms.POSITIONS;
        };
    }

    private static void copy(float[] from, int i, float[] to, int j, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            load(from, i + lines.from()[n]).intoArray(to, j + lines.to()[n]);
        }
    }
}

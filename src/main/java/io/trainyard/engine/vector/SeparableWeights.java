package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

/** Weights by Winograd's algorithm: a matrix is applied to columns and then to rows. */
final class SeparableWeights implements WeightTransforms {

    private final int kernel;
    private final int tile;
    private final WeightMatrix matrix;
    private final float[] half;

    SeparableWeights(int kernel, int tile) {
        this.kernel = kernel;
        this.tile = tile;
        this.matrix = WeightMatrix.of(kernel, tile);
        this.half = Lanes.array(kernel * tile * TAP);
    }

    /** G w G^T. */
    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        int row = kernel * TAP;
        matrix.expand(taps, START, row, half, START, row, WIDTH, kernel * CHANNELS);
        for (int i = 0; i < tile; i++) {
            matrix.expand(half, START + i * row, TAP, target, at + i * tile * stride, stride, next, CHANNELS);
        }
    }

    /** G^T u G. */
    @Override
    public void gradients(float[] positions, int at, int stride, int next, float[] taps) {
        int row = tile * TAP;
        for (int i = 0; i < tile; i++) {
            matrix.reduce(positions, at + i * stride, tile * stride, next, half, START + i * TAP, row, CHANNELS);
        }
        for (int i = 0; i < kernel; i++) {
            matrix.reduce(half, START + i * row, TAP, WIDTH, taps, START + i * kernel * TAP, TAP, CHANNELS);
        }
    }
}

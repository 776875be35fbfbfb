package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

/** Weights by Winograd's algorithm: a matrix is applied to columns and then one to rows. */
final class SeparableWeights implements WeightTransforms {

    private final int kernelHeight;
    private final int kernelWidth;
    private final int tileHeight;
    private final int tileWidth;
    private final WeightMatrix vertical;
    private final WeightMatrix horizontal;
    private final float[] half;

    SeparableWeights(Tiling tiling) {
        this.kernelHeight = tiling.vertical().kernel();
        this.kernelWidth = tiling.horizontal().kernel();
        this.tileHeight = tiling.tileHeight();
        this.tileWidth = tiling.tileWidth();
        this.vertical = WeightMatrix.of(kernelHeight, tileHeight);
        this.horizontal = WeightMatrix.of(kernelWidth, tileWidth);
        this.half = Lanes.array(Math.max(tileHeight * kernelWidth, kernelHeight * tileWidth) * TAP);
    }

    /** G w G^T. */
    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        int row = kernelWidth * TAP;
        vertical.expand(taps, START, row, half, START, row, WIDTH, kernelWidth * CHANNELS);
        for (int i = 0; i < tileHeight; i++) {
            int to = at + i * tileWidth * stride;
            horizontal.expand(half, START + i * row, TAP, target, to, stride, next, CHANNELS);
        }
    }

    /** G^T u G. */
    @Override
    public void gradients(float[] positions, int at, int stride, int next, float[] taps) {
        int row = tileWidth * TAP;
        for (int i = 0; i < tileWidth; i++) {
            int from = at + i * stride;
            vertical.reduce(positions, from, tileWidth * stride, next, half, START + i * TAP, row, CHANNELS);
        }
        for (int i = 0; i < kernelHeight; i++) {
            int to = START + i * kernelWidth * TAP;
            horizontal.reduce(half, START + i * row, TAP, WIDTH, taps, to, TAP, CHANNELS);
        }
    }
}

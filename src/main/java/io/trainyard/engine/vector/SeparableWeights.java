package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

/** Weights by Winograd's algorithm: a matrix is applied to columns and then one to rows. */
final class SeparableWeights implements WeightTransforms {

    private final int kernelHeight;
    private final int kernelWidth;

    /** Positions below each other. */
    private final int height;

    private final int width;

    private final WeightMatrix vertical;
    private final WeightMatrix horizontal;
    private final float[] half;

    SeparableWeights(Tiling tiling) {
        this.kernelHeight = tiling.vertical().kernel();
        this.kernelWidth = tiling.horizontal().kernel();
        this.height = tiling.downwards().weights();
        this.width = tiling.sidewards().weights();
        this.vertical = tiling.downwards().matrix();
        this.horizontal = tiling.sidewards().matrix();
        this.half = Lanes.array(Math.max(height * kernelWidth, kernelHeight * width) * TAP);
    }

    /** G w G^T. */
    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        int row = kernelWidth * TAP;
        vertical.expand(taps, START, row, half, START, row, WIDTH, kernelWidth * CHANNELS);
        for (int i = 0; i < height; i++) {
            int to = at + i * width * stride;
            horizontal.expand(half, START + i * row, TAP, target, to, stride, next, CHANNELS);
        }
    }

    /** G^T u G. */
    @Override
    public void gradients(float[] positions, int at, int stride, int next, float[] taps) {
        int row = width * TAP;
        for (int i = 0; i < width; i++) {
            int from = at + i * stride;
            vertical.reduce(positions, from, width * stride, next, half, START + i * TAP, row, CHANNELS);
        }
        for (int i = 0; i < kernelHeight; i++) {
            int to = START + i * kernelWidth * TAP;
            horizontal.reduce(half, START + i * row, TAP, WIDTH, taps, to, TAP, CHANNELS);
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

/**
 * The transforms of weights and of their gradients, for some channels beside each other: [row][column][channel][lane]. They are
 * linear, so that a gradient goes back through the same matrices, transposed.
 */
interface WeightTransforms {

    /** From one place of a kernel, or one position, to the next. */
    int TAP = CHANNELS * WIDTH;

    static WeightTransforms of(Tiling tiling) {
        if (tiling.isSquare()) {
            return new SquareWeights(tiling);
        }
        return new SeparableWeights(tiling);
    }

    /**
     * Weights to positions.
     *
     * @param stride from one position to the next
     * @param next from one channel to the next
     */
    void weights(float[] taps, float[] target, int at, int stride, int next);

    /**
     * Gradients at the positions to those of weights.
     *
     * @param stride from one position to the next
     * @param next from one channel to the next
     */
    void gradients(float[] positions, int at, int stride, int next, float[] taps);
}

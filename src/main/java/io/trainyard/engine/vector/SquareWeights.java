package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Weights for images of 2x2 pixels, see {@link Square}: of a kernel the nine that meet two of these pixels, on each side {@code (w1, w2 -
 * w1, w0 - w1)}.
 */
final class SquareWeights implements WeightTransforms {

    private final int kernel;
    private final int first;

    /** The kernel's rows and columns may begin before the first weight that is needed. */
    SquareWeights(Tiling tiling) {
        this.kernel = tiling.horizontal().kernel();
        this.first = START
                + ((tiling.vertical().before() - 1) * kernel
                                + tiling.horizontal().before()
                                - 1)
                        * TAP;
    }

    @Override
    public void weights(float[] taps, float[] target, int at, int stride, int next) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            int w = first + channel * WIDTH;
            int u = at + channel * next;
            rows(taps, w + kernel * TAP, target, u, stride);
            difference(taps, w + 2 * kernel * TAP, w + kernel * TAP, target, u + 3 * stride, stride);
            difference(taps, w, w + kernel * TAP, target, u + 6 * stride, stride);
        }
    }

    private static void rows(float[] taps, int w, float[] target, int u, int stride) {
        FloatVector w1 = load(taps, w + TAP);
        w1.intoArray(target, u);
        load(taps, w + 2 * TAP).sub(w1).intoArray(target, u + stride);
        load(taps, w).sub(w1).intoArray(target, u + 2 * stride);
    }

    /** The same of one row of weights less another one. */
    private static void difference(float[] taps, int w, int other, float[] target, int u, int stride) {
        FloatVector w1 = load(taps, w + TAP).sub(load(taps, other + TAP));
        w1.intoArray(target, u);
        load(taps, w + 2 * TAP).sub(load(taps, other + 2 * TAP)).sub(w1).intoArray(target, u + stride);
        load(taps, w).sub(load(taps, other)).sub(w1).intoArray(target, u + 2 * stride);
    }

    @Override
    public void gradients(float[] positions, int at, int stride, int next, float[] taps) {
        if (kernel > Square.SIDE) {
            Arrays.fill(taps, 0);
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            int u = at + channel * next;
            int w = first + channel * WIDTH;
            gradients(positions, u + 3 * stride, stride, taps, w + 2 * kernel * TAP);
            gradients(positions, u + 6 * stride, stride, taps, w);
            middle(positions, u, stride, taps, w + kernel * TAP);
        }
    }

    private static void gradients(float[] positions, int u, int stride, float[] taps, int w) {
        FloatVector second = load(positions, u + stride);
        FloatVector first = load(positions, u + 2 * stride);
        first.intoArray(taps, w);
        load(positions, u).sub(second).sub(first).intoArray(taps, w + TAP);
        second.intoArray(taps, w + 2 * TAP);
    }

    /** The same of the first row of positions less both others. */
    private static void middle(float[] positions, int u, int stride, float[] taps, int w) {
        FloatVector sum =
                load(positions, u).sub(load(positions, u + 3 * stride)).sub(load(positions, u + 6 * stride));
        FloatVector second =
                load(positions, u + stride).sub(load(positions, u + 4 * stride)).sub(load(positions, u + 7 * stride));
        FloatVector first = load(positions, u + 2 * stride)
                .sub(load(positions, u + 5 * stride))
                .sub(load(positions, u + 8 * stride));
        first.intoArray(taps, w);
        sum.sub(second).sub(first).intoArray(taps, w + TAP);
        second.intoArray(taps, w + 2 * TAP);
    }
}

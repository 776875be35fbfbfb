package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Images of 2x2 pixels, and outputs of as many. On each side such a convolution is a Toeplitz matrix times two pixels, {@code y0 = w1 x0 + w2 x1}
 * and {@code y1 = w0 x0 + w1 x1}, which takes three products instead of four: {@code y0 = w1 (x0 + x1) + (w2 - w1) x1} and {@code y1 = w1
 * (x0 + x1) + (w0 - w1) x0}. On both sides these are 9 positions, instead of 16 products of pairs of pixels, or 36 in a tile.
 */
final class Square {

    /** Pixels on each side. */
    static final int PIXELS = 2;

    /** Positions on each side. */
    static final int SIDE = 3;

    static final int POSITIONS = SIDE * SIDE;

    private Square() {}

    /**
     * Pixels to positions: of inputs {@code (x0 + x1, x1, x0)} on each side, and of gradients of outputs {@code (y0 + y1, y0, y1)}.
     *
     * @param pixels from {@code i} on
     * @param stride from one position to the next
     */
    static void spread(float[] pixels, int i, float[] values, int to, int stride, boolean inputs) {
        int second = inputs ? 1 : 2;
        int first = SIDE - second;
        FloatVector a = load(pixels, i);
        FloatVector b = load(pixels, i + WIDTH);
        FloatVector c = load(pixels, i + 2 * WIDTH);
        FloatVector d = load(pixels, i + 3 * WIDTH);
        FloatVector left = a.add(c);
        FloatVector right = b.add(d);
        left.add(right).intoArray(values, to);
        left.intoArray(values, to + first * stride);
        right.intoArray(values, to + second * stride);
        int above = to + first * SIDE * stride;
        a.add(b).intoArray(values, above);
        a.intoArray(values, above + first * stride);
        b.intoArray(values, above + second * stride);
        int below = to + second * SIDE * stride;
        c.add(d).intoArray(values, below);
        c.intoArray(values, below + first * stride);
        d.intoArray(values, below + second * stride);
    }

    /**
     * Products at the positions to pixels, from {@code i} on.
     *
     * @param stride from one position to the next
     */
    static void gather(float[] products, int at, int stride, float[] pixels, int i) {
        FloatVector whole = load(products, at);
        FloatVector left = whole.add(load(products, at + stride));
        FloatVector right = whole.add(load(products, at + 2 * stride));
        FloatVector both = load(products, at + 3 * stride);
        left.add(both).add(load(products, at + 4 * stride)).intoArray(pixels, i);
        right.add(both).add(load(products, at + 5 * stride)).intoArray(pixels, i + WIDTH);
        both = load(products, at + 6 * stride);
        left.add(both).add(load(products, at + 7 * stride)).intoArray(pixels, i + 2 * WIDTH);
        right.add(both).add(load(products, at + 8 * stride)).intoArray(pixels, i + 3 * WIDTH);
    }
}

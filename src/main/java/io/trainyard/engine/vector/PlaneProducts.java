package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * A convolution of {@link Planes}: each output is the sum over taps of a weight times the pixel that the tap sees, of as many outputs beside
 * each other as fill vectors. Sums stay in registers, of four channels of outputs (or two) by four vectors (two, where there
 * are fewer registers), so that each loaded vector serves four multiplications.
 */
final class PlaneProducts {

    static final int FOUR = 4;
    private static final int MOST = (Lanes.WIDE ? FOUR : 2) * WIDTH;

    private PlaneProducts() {}

    static int even(int outputs) {
        return (outputs + 1) / 2 * 2;
    }

    /** Where the weight of an output and a tap is, see {@link PlaneWeights}. */
    static int place(int outputs, int output, int taps, int tap) {
        int first = output / FOUR * FOUR;
        return first * taps + tap * Math.min(FOUR, even(outputs) - first) + output - first;
    }

    /**
     * @param x pixels, from {@code at} on
     * @param y even number of outputs, from {@link Lanes#START} on; {@code places} of each
     */
    static void multiply(float[] x, int at, int[] taps, float[] weights, int outputs, float[] y, int places) {
        for (int first = 0; first < outputs; first += FOUR) {
            int w = first * taps.length;
            boolean two = outputs - first <= 2;
            for (int i = 0; i < places; i += MOST) {
                int from = at + i;
                int to = START + first * places + i;
                if (places - i >= FOUR * WIDTH && Lanes.WIDE) {
                    if (two) {
                        fourByTwo(x, from, taps, weights, w, y, to, places);
                    } else {
                        fourByFour(x, from, taps, weights, w, y, to, places);
                    }
                } else if (two) {
                    twoByTwo(x, from, taps, weights, w, y, to, places);
                } else {
                    twoByFour(x, from, taps, weights, w, y, to, places);
                }
            }
        }
    }

    private static void fourByFour(
            float[] x, int from, int[] taps, float[] weights, int w, float[] y, int to, int places) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector a2 = zero();
        FloatVector a3 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector b2 = zero();
        FloatVector b3 = zero();
        FloatVector c0 = zero();
        FloatVector c1 = zero();
        FloatVector c2 = zero();
        FloatVector c3 = zero();
        FloatVector d0 = zero();
        FloatVector d1 = zero();
        FloatVector d2 = zero();
        FloatVector d3 = zero();
        for (int tap = 0; tap < taps.length; tap++) {
            int at = from + taps[tap];
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + WIDTH);
            FloatVector x2 = load(x, at + 2 * WIDTH);
            FloatVector x3 = load(x, at + 3 * WIDTH);
            FloatVector a = all(weights[w + FOUR * tap]);
            a0 = a.fma(x0, a0);
            a1 = a.fma(x1, a1);
            a2 = a.fma(x2, a2);
            a3 = a.fma(x3, a3);
            FloatVector b = all(weights[w + FOUR * tap + 1]);
            b0 = b.fma(x0, b0);
            b1 = b.fma(x1, b1);
            b2 = b.fma(x2, b2);
            b3 = b.fma(x3, b3);
            FloatVector c = all(weights[w + FOUR * tap + 2]);
            c0 = c.fma(x0, c0);
            c1 = c.fma(x1, c1);
            c2 = c.fma(x2, c2);
            c3 = c.fma(x3, c3);
            FloatVector d = all(weights[w + FOUR * tap + 3]);
            d0 = d.fma(x0, d0);
            d1 = d.fma(x1, d1);
            d2 = d.fma(x2, d2);
            d3 = d.fma(x3, d3);
        }
        a0.intoArray(y, to);
        a1.intoArray(y, to + WIDTH);
        a2.intoArray(y, to + 2 * WIDTH);
        a3.intoArray(y, to + 3 * WIDTH);
        b0.intoArray(y, to + places);
        b1.intoArray(y, to + places + WIDTH);
        b2.intoArray(y, to + places + 2 * WIDTH);
        b3.intoArray(y, to + places + 3 * WIDTH);
        c0.intoArray(y, to + 2 * places);
        c1.intoArray(y, to + 2 * places + WIDTH);
        c2.intoArray(y, to + 2 * places + 2 * WIDTH);
        c3.intoArray(y, to + 2 * places + 3 * WIDTH);
        d0.intoArray(y, to + 3 * places);
        d1.intoArray(y, to + 3 * places + WIDTH);
        d2.intoArray(y, to + 3 * places + 2 * WIDTH);
        d3.intoArray(y, to + 3 * places + 3 * WIDTH);
    }

    private static void fourByTwo(
            float[] x, int from, int[] taps, float[] weights, int w, float[] y, int to, int places) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector a2 = zero();
        FloatVector a3 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector b2 = zero();
        FloatVector b3 = zero();
        for (int tap = 0; tap < taps.length; tap++) {
            int at = from + taps[tap];
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + WIDTH);
            FloatVector x2 = load(x, at + 2 * WIDTH);
            FloatVector x3 = load(x, at + 3 * WIDTH);
            FloatVector a = all(weights[w + 2 * tap]);
            a0 = a.fma(x0, a0);
            a1 = a.fma(x1, a1);
            a2 = a.fma(x2, a2);
            a3 = a.fma(x3, a3);
            FloatVector b = all(weights[w + 2 * tap + 1]);
            b0 = b.fma(x0, b0);
            b1 = b.fma(x1, b1);
            b2 = b.fma(x2, b2);
            b3 = b.fma(x3, b3);
        }
        a0.intoArray(y, to);
        a1.intoArray(y, to + WIDTH);
        a2.intoArray(y, to + 2 * WIDTH);
        a3.intoArray(y, to + 3 * WIDTH);
        b0.intoArray(y, to + places);
        b1.intoArray(y, to + places + WIDTH);
        b2.intoArray(y, to + places + 2 * WIDTH);
        b3.intoArray(y, to + places + 3 * WIDTH);
    }

    private static void twoByFour(
            float[] x, int from, int[] taps, float[] weights, int w, float[] y, int to, int places) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector c0 = zero();
        FloatVector c1 = zero();
        FloatVector d0 = zero();
        FloatVector d1 = zero();
        for (int tap = 0; tap < taps.length; tap++) {
            int at = from + taps[tap];
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + WIDTH);
            FloatVector a = all(weights[w + FOUR * tap]);
            a0 = a.fma(x0, a0);
            a1 = a.fma(x1, a1);
            FloatVector b = all(weights[w + FOUR * tap + 1]);
            b0 = b.fma(x0, b0);
            b1 = b.fma(x1, b1);
            FloatVector c = all(weights[w + FOUR * tap + 2]);
            c0 = c.fma(x0, c0);
            c1 = c.fma(x1, c1);
            FloatVector d = all(weights[w + FOUR * tap + 3]);
            d0 = d.fma(x0, d0);
            d1 = d.fma(x1, d1);
        }
        a0.intoArray(y, to);
        a1.intoArray(y, to + WIDTH);
        b0.intoArray(y, to + places);
        b1.intoArray(y, to + places + WIDTH);
        c0.intoArray(y, to + 2 * places);
        c1.intoArray(y, to + 2 * places + WIDTH);
        d0.intoArray(y, to + 3 * places);
        d1.intoArray(y, to + 3 * places + WIDTH);
    }

    private static void twoByTwo(
            float[] x, int from, int[] taps, float[] weights, int w, float[] y, int to, int places) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        for (int tap = 0; tap < taps.length; tap++) {
            int at = from + taps[tap];
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + WIDTH);
            FloatVector a = all(weights[w + 2 * tap]);
            a0 = a.fma(x0, a0);
            a1 = a.fma(x1, a1);
            FloatVector b = all(weights[w + 2 * tap + 1]);
            b0 = b.fma(x0, b0);
            b1 = b.fma(x1, b1);
        }
        a0.intoArray(y, to);
        a1.intoArray(y, to + WIDTH);
        b0.intoArray(y, to + places);
        b1.intoArray(y, to + places + WIDTH);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Products of {@link PlaneGradient}: of the gradients of three outputs (or two) with the pixels that four taps see, added up
 * lane by lane. Sums stay in registers.
 */
final class PlaneSums {

    private PlaneSums() {}

    /**
     * @param x pixels, from {@code begin} on
     * @param taps four of them, from {@code tap} on
     * @param y the outputs' gradients
     * @param at place of the first output's; the others' follow after {@code length} each
     * @param s place of the first output's sums, vectors beside each other; the others' follow after {@code step} each
     */
    static void addThree(
            float[] x, int begin, int[] taps, int tap, float[] y, int at, int length, float[] sums, int s, int step) {
        FloatVector a0 = load(sums, s);
        FloatVector a1 = load(sums, s + WIDTH);
        FloatVector a2 = load(sums, s + 2 * WIDTH);
        FloatVector a3 = load(sums, s + 3 * WIDTH);
        FloatVector b0 = load(sums, s + step);
        FloatVector b1 = load(sums, s + step + WIDTH);
        FloatVector b2 = load(sums, s + step + 2 * WIDTH);
        FloatVector b3 = load(sums, s + step + 3 * WIDTH);
        FloatVector c0 = load(sums, s + 2 * step);
        FloatVector c1 = load(sums, s + 2 * step + WIDTH);
        FloatVector c2 = load(sums, s + 2 * step + 2 * WIDTH);
        FloatVector c3 = load(sums, s + 2 * step + 3 * WIDTH);
        int x0 = begin + taps[tap];
        int x1 = begin + taps[tap + 1];
        int x2 = begin + taps[tap + 2];
        int x3 = begin + taps[tap + 3];
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector a = load(y, at + i);
            FloatVector b = load(y, at + length + i);
            FloatVector c = load(y, at + 2 * length + i);
            FloatVector p0 = load(x, x0 + i);
            a0 = p0.fma(a, a0);
            b0 = p0.fma(b, b0);
            c0 = p0.fma(c, c0);
            FloatVector p1 = load(x, x1 + i);
            a1 = p1.fma(a, a1);
            b1 = p1.fma(b, b1);
            c1 = p1.fma(c, c1);
            FloatVector p2 = load(x, x2 + i);
            a2 = p2.fma(a, a2);
            b2 = p2.fma(b, b2);
            c2 = p2.fma(c, c2);
            FloatVector p3 = load(x, x3 + i);
            a3 = p3.fma(a, a3);
            b3 = p3.fma(b, b3);
            c3 = p3.fma(c, c3);
        }
        a0.intoArray(sums, s);
        a1.intoArray(sums, s + WIDTH);
        a2.intoArray(sums, s + 2 * WIDTH);
        a3.intoArray(sums, s + 3 * WIDTH);
        b0.intoArray(sums, s + step);
        b1.intoArray(sums, s + step + WIDTH);
        b2.intoArray(sums, s + step + 2 * WIDTH);
        b3.intoArray(sums, s + step + 3 * WIDTH);
        c0.intoArray(sums, s + 2 * step);
        c1.intoArray(sums, s + 2 * step + WIDTH);
        c2.intoArray(sums, s + 2 * step + 2 * WIDTH);
        c3.intoArray(sums, s + 2 * step + 3 * WIDTH);
    }

    /** The same of two outputs. */
    static void addTwo(
            float[] x, int begin, int[] taps, int tap, float[] y, int at, int length, float[] sums, int s, int step) {
        FloatVector a0 = load(sums, s);
        FloatVector a1 = load(sums, s + WIDTH);
        FloatVector a2 = load(sums, s + 2 * WIDTH);
        FloatVector a3 = load(sums, s + 3 * WIDTH);
        FloatVector b0 = load(sums, s + step);
        FloatVector b1 = load(sums, s + step + WIDTH);
        FloatVector b2 = load(sums, s + step + 2 * WIDTH);
        FloatVector b3 = load(sums, s + step + 3 * WIDTH);
        int x0 = begin + taps[tap];
        int x1 = begin + taps[tap + 1];
        int x2 = begin + taps[tap + 2];
        int x3 = begin + taps[tap + 3];
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector a = load(y, at + i);
            FloatVector b = load(y, at + length + i);
            FloatVector p0 = load(x, x0 + i);
            a0 = p0.fma(a, a0);
            b0 = p0.fma(b, b0);
            FloatVector p1 = load(x, x1 + i);
            a1 = p1.fma(a, a1);
            b1 = p1.fma(b, b1);
            FloatVector p2 = load(x, x2 + i);
            a2 = p2.fma(a, a2);
            b2 = p2.fma(b, b2);
            FloatVector p3 = load(x, x3 + i);
            a3 = p3.fma(a, a3);
            b3 = p3.fma(b, b3);
        }
        a0.intoArray(sums, s);
        a1.intoArray(sums, s + WIDTH);
        a2.intoArray(sums, s + 2 * WIDTH);
        a3.intoArray(sums, s + 3 * WIDTH);
        b0.intoArray(sums, s + step);
        b1.intoArray(sums, s + step + WIDTH);
        b2.intoArray(sums, s + step + 2 * WIDTH);
        b3.intoArray(sums, s + step + 3 * WIDTH);
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * What {@link Transform} does along an axis of 7 weights, F(4, 7). The points are 0, four pairs p and -p, and infinity; in the matrices the rows
 * of a pair have the same even columns, and opposite odd ones.
 *
 * <p>Each loop is for columns and rows, and too long for Java to put it into its callers, as those of {@link LargeTransforms}. All of the inputs' in one would
 * have more vectors than the compiler bears.
 */
final class LongTransforms {

    /** Outputs of a tile. */
    static final int OUTPUTS = 4;

    /** The positive points. */
    static final float P1 = 0.5f;

    static final float P2 = 0.75f;
    static final float P3 = 1.25f;
    static final float P4 = 2;

    private LongTransforms() {}

    /**
     * {@link Transform#LONG_INPUT}: the coefficients of the products of {@code x - q} over all other points q but infinity.
     *
     * @param step from one value to the next
     * @param next from one result to the next
     */
    static void input(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        ends(from, i, step, to, j, next, lines);
        pairs(from, i + step, step, to, j + next, next, lines, P1, P2, P3, P4);
        pairs(from, i + step, step, to, j + 5 * next, next, lines, P3, P4, P1, P2);
    }

    /** Of 0 and infinity. */
    private static void ends(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        float p = P1 * P1;
        float q = P2 * P2;
        float r = P3 * P3;
        float s = P4 * P4;
        FloatVector first = all(-(p + q + r + s));
        FloatVector second = all(p * q + (p + q) * (r + s) + r * s);
        FloatVector third = all(-(p * q * (r + s) + (p + q) * r * s));
        FloatVector fourth = all(p * q * r * s);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector even = load(from, in + 6 * step).fma(first, load(from, in + 8 * step));
            FloatVector odd = load(from, in + 7 * step).fma(first, load(from, in + 9 * step));
            even = load(from, in + 4 * step).fma(second, even);
            odd = load(from, in + 5 * step).fma(second, odd);
            even = load(from, in + 2 * step).fma(third, even);
            odd = load(from, in + 3 * step).fma(third, odd);
            load(from, in).fma(fourth, even).intoArray(to, out);
            load(from, in + step).fma(fourth, odd).intoArray(to, out + 9 * next);
        }
    }

    /** Of points p and q, and their opposites; the first input is of no concern to them. */
    private static void pairs(
            float[] from,
            int i,
            int step,
            float[] to,
            int j,
            int next,
            Lines lines,
            float p,
            float q,
            float other,
            float another) {
        FloatVector sum = all(-(other * other + another * another));
        FloatVector product = all(other * other * another * another);
        FloatVector ofP = all(p);
        FloatVector ofQ = all(q);
        FloatVector squareOfP = all(-p * p);
        FloatVector squareOfQ = all(-q * q);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector d3 = load(from, in + 2 * step);
            FloatVector d4 = load(from, in + 3 * step);
            FloatVector d5 = load(from, in + 4 * step);
            FloatVector d6 = load(from, in + 5 * step);
            FloatVector odd = load(from, in).fma(product, d3.fma(sum, d5));
            FloatVector even = load(from, in + step).fma(product, d4.fma(sum, d6));
            FloatVector oddAbove = d3.fma(product, d5.fma(sum, load(from, in + 6 * step)));
            FloatVector evenAbove = d4.fma(product, d6.fma(sum, load(from, in + 7 * step)));
            FloatVector evenOfP = even.fma(squareOfQ, evenAbove);
            FloatVector oddOfP = odd.fma(squareOfQ, oddAbove).mul(ofP);
            FloatVector evenOfQ = even.fma(squareOfP, evenAbove);
            FloatVector oddOfQ = odd.fma(squareOfP, oddAbove).mul(ofQ);
            evenOfP.add(oddOfP).intoArray(to, out);
            evenOfP.sub(oddOfP).intoArray(to, out + next);
            evenOfQ.add(oddOfQ).intoArray(to, out + 2 * next);
            evenOfQ.sub(oddOfQ).intoArray(to, out + 3 * next);
        }
    }

    /** {@link Transform#LONG_OUTPUTS}: sums of the products times powers of their points. */
    static void outputs(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        FloatVector p = all(P1);
        FloatVector q = all(P2);
        FloatVector r = all(P3);
        FloatVector s = all(P4);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector m1 = load(from, in + step);
            FloatVector m2 = load(from, in + 2 * step);
            FloatVector m3 = load(from, in + 3 * step);
            FloatVector m4 = load(from, in + 4 * step);
            FloatVector m5 = load(from, in + 5 * step);
            FloatVector m6 = load(from, in + 6 * step);
            FloatVector m7 = load(from, in + 7 * step);
            FloatVector m8 = load(from, in + 8 * step);
            FloatVector evenOfP = m1.add(m2);
            FloatVector evenOfQ = m3.add(m4);
            FloatVector evenOfR = m5.add(m6);
            FloatVector evenOfS = m7.add(m8);
            FloatVector oddOfP = m1.sub(m2).mul(p);
            FloatVector oddOfQ = m3.sub(m4).mul(q);
            FloatVector oddOfR = m5.sub(m6).mul(r);
            FloatVector oddOfS = m7.sub(m8).mul(s);
            load(from, in).add(evenOfP.add(evenOfQ)).add(evenOfR.add(evenOfS)).intoArray(to, out);
            oddOfP.add(oddOfQ).add(oddOfR.add(oddOfS)).intoArray(to, out + next);
            evenOfP.fma(all(P1 * P1), evenOfQ.mul(P2 * P2))
                    .add(evenOfR.fma(all(P3 * P3), evenOfS.mul(P4 * P4)))
                    .intoArray(to, out + 2 * next);
            oddOfP.fma(all(P1 * P1), oddOfQ.mul(P2 * P2))
                    .add(oddOfR.fma(all(P3 * P3), oddOfS.fma(all(P4 * P4), load(from, in + 9 * step))))
                    .intoArray(to, out + 3 * next);
        }
    }

    /** {@link Transform#LONG_OUTPUT_GRADIENTS}: polynomials of the gradients at the points. */
    static void outputGradients(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector y0 = load(from, in);
            FloatVector y1 = load(from, in + step);
            FloatVector y2 = load(from, in + 2 * step);
            FloatVector y3 = load(from, in + 3 * step);
            FloatVector evenOfP = y2.fma(all(P1 * P1), y0);
            FloatVector evenOfQ = y2.fma(all(P2 * P2), y0);
            FloatVector evenOfR = y2.fma(all(P3 * P3), y0);
            FloatVector evenOfS = y2.fma(all(P4 * P4), y0);
            FloatVector oddOfP = y3.fma(all(P1 * P1), y1).mul(P1);
            FloatVector oddOfQ = y3.fma(all(P2 * P2), y1).mul(P2);
            FloatVector oddOfR = y3.fma(all(P3 * P3), y1).mul(P3);
            FloatVector oddOfS = y3.fma(all(P4 * P4), y1).mul(P4);
            y0.intoArray(to, out);
            evenOfP.add(oddOfP).intoArray(to, out + next);
            evenOfP.sub(oddOfP).intoArray(to, out + 2 * next);
            evenOfQ.add(oddOfQ).intoArray(to, out + 3 * next);
            evenOfQ.sub(oddOfQ).intoArray(to, out + 4 * next);
            evenOfR.add(oddOfR).intoArray(to, out + 5 * next);
            evenOfR.sub(oddOfR).intoArray(to, out + 6 * next);
            evenOfS.add(oddOfS).intoArray(to, out + 7 * next);
            evenOfS.sub(oddOfS).intoArray(to, out + 8 * next);
            y3.intoArray(to, out + 9 * next);
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * What {@link Transform} does along an axis of 7 weights, F(4, 7). The points are 0, four pairs p and -p, and infinity; in the matrices the rows
 * of a pair have the same even columns, and opposite odd ones.
 *
 * <p>There are too many of them for one loop, whose vectors the compiler would put into objects. So there are several, each for columns and rows.
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
        evenOutputs(from, i, step, to, j, next, lines);
        oddOutputs(from, i + step, step, to, j + next, next, lines);
    }

    private static void evenOutputs(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        FloatVector p = all(P1 * P1);
        FloatVector q = all(P2 * P2);
        FloatVector r = all(P3 * P3);
        FloatVector s = all(P4 * P4);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector ofP = load(from, in + step).add(load(from, in + 2 * step));
            FloatVector ofQ = load(from, in + 3 * step).add(load(from, in + 4 * step));
            FloatVector ofR = load(from, in + 5 * step).add(load(from, in + 6 * step));
            FloatVector ofS = load(from, in + 7 * step).add(load(from, in + 8 * step));
            load(from, in).add(ofP.add(ofQ)).add(ofR.add(ofS)).intoArray(to, out);
            ofP.fma(p, ofQ.mul(q)).add(ofR.fma(r, ofS.mul(s))).intoArray(to, out + 2 * next);
        }
    }

    /** All but the first product. */
    private static void oddOutputs(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        FloatVector p = all(P1);
        FloatVector q = all(P2);
        FloatVector r = all(P3);
        FloatVector s = all(P4);
        FloatVector cubeOfP = all(P1 * P1 * P1);
        FloatVector cubeOfQ = all(P2 * P2 * P2);
        FloatVector cubeOfR = all(P3 * P3 * P3);
        FloatVector cubeOfS = all(P4 * P4 * P4);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector ofP = load(from, in).sub(load(from, in + step));
            FloatVector ofQ = load(from, in + 2 * step).sub(load(from, in + 3 * step));
            FloatVector ofR = load(from, in + 4 * step).sub(load(from, in + 5 * step));
            FloatVector ofS = load(from, in + 6 * step).sub(load(from, in + 7 * step));
            FloatVector infinity = load(from, in + 8 * step);
            ofP.fma(p, ofQ.mul(q)).add(ofR.fma(r, ofS.mul(s))).intoArray(to, out);
            ofP.fma(cubeOfP, ofQ.mul(cubeOfQ))
                    .add(ofR.fma(cubeOfR, ofS.fma(cubeOfS, infinity)))
                    .intoArray(to, out + 2 * next);
        }
    }

    /** {@link Transform#LONG_OUTPUT_GRADIENTS}: polynomials of the gradients at the points. */
    static void outputGradients(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            load(from, in).intoArray(to, out);
            load(from, in + 3 * step).intoArray(to, out + 9 * next);
        }
        polynomials(from, i, step, to, j + next, next, lines, P1, P2);
        polynomials(from, i, step, to, j + 5 * next, next, lines, P3, P4);
    }

    private static void polynomials(
            float[] from, int i, int step, float[] to, int j, int next, Lines lines, float p, float q) {
        FloatVector ofP = all(p);
        FloatVector ofQ = all(q);
        FloatVector squareOfP = all(p * p);
        FloatVector squareOfQ = all(q * q);
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector y0 = load(from, in);
            FloatVector y1 = load(from, in + step);
            FloatVector y2 = load(from, in + 2 * step);
            FloatVector y3 = load(from, in + 3 * step);
            FloatVector even = y2.fma(squareOfP, y0);
            FloatVector odd = y3.fma(squareOfP, y1).mul(ofP);
            even.add(odd).intoArray(to, out);
            even.sub(odd).intoArray(to, out + next);
            even = y2.fma(squareOfQ, y0);
            odd = y3.fma(squareOfQ, y1).mul(ofQ);
            even.add(odd).intoArray(to, out + 2 * next);
            even.sub(odd).intoArray(to, out + 3 * next);
        }
    }
}

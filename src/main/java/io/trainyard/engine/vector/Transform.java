package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The matrices of F(4x4, 3x3) in Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015. Applied to columns
 * and then to rows they are the two-dimensional transforms.
 */
enum Transform {

    /** B^T: 6 inputs to 6. */
    INPUT,
    /** A^T: 6 products to 4 outputs. */
    OUTPUT,
    /** A: 4 gradients of outputs to 6. */
    OUTPUT_GRADIENT,
    /** G: 3 weights to 6. */
    WEIGHT,
    /** G^T: 6 gradients to those of 3 weights. */
    WEIGHT_GRADIENT;

    /** Values in a row or column of a tile: of an input, of an output, of a kernel. */
    static final int TILE = 6;

    static final int OUTPUTS = 4;
    static final int KERNEL = 3;

    /** Products that take the place of {@code 16 * 9}. */
    static final int POSITIONS = TILE * TILE;

    private static final float SIXTH = 1 / 6f;
    private static final float TWELFTH = 1 / 12f;
    private static final float TWENTY_FOURTH = 1 / 24f;

    /**
     * Applies it to columns of vectors, {@code from[i], from[i + step], ...}, and writes the results of each beside each other,
     * from {@code to[j]} on. The next column and its results lie {@code next} and {@code nextTo} further on.
     */
    void columns(float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        apply(true, from, i, step, next, to, j, nextTo, lines);
    }

    /**
     * Applies it to rows of what {@link #columns} has written, and writes results {@code step} apart, {@code to[j], to[j + step],
     * ...}. The next row and its results lie {@code next} and {@code nextTo} further on.
     */
    void rows(float[] from, int i, int next, float[] to, int j, int step, int nextTo, int lines) {
        apply(false, from, i, step, next, to, j, nextTo, lines);
    }

    private void apply(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        switch (this) {
            case INPUT -> input(columns, from, i, step, next, to, j, nextTo, lines);
            case OUTPUT_GRADIENT -> outputGradient(columns, from, i, step, next, to, j, nextTo, lines);
            case OUTPUT -> output(columns, from, i, step, next, to, j, nextTo, lines);
            case WEIGHT_GRADIENT -> weightGradient(columns, from, i, step, next, to, j, nextTo, lines);
            case WEIGHT -> weight(columns, from, i, step, next, to, j, nextTo, lines);
        }
    }

    /**
     * Written out for columns and for rows: with one side's places known to the compiler, it needs no more registers for
     * the other's than there are. Both in one method, since Java's compiler never puts one of this length into its callers: with
     * many such in one it gives up on some of them, which costs a factor of three and more.
     */
    private static void input(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector d0 = load(from, i);
                FloatVector d1 = load(from, i + step);
                FloatVector d2 = load(from, i + 2 * step);
                FloatVector d3 = load(from, i + 3 * step);
                FloatVector d4 = load(from, i + 4 * step);
                FloatVector d5 = load(from, i + 5 * step);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(to, j);
                even.add(odd).intoArray(to, j + WIDTH);
                even.sub(odd).intoArray(to, j + 2 * WIDTH);
                far.add(twice).intoArray(to, j + 3 * WIDTH);
                far.sub(twice).intoArray(to, j + 4 * WIDTH);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector d0 = load(from, i);
                FloatVector d1 = load(from, i + TILE * WIDTH);
                FloatVector d2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector d3 = load(from, i + 3 * TILE * WIDTH);
                FloatVector d4 = load(from, i + 4 * TILE * WIDTH);
                FloatVector d5 = load(from, i + 5 * TILE * WIDTH);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector far = d4.sub(d2);
                FloatVector half = d3.sub(d1);
                FloatVector twice = half.add(half);
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(to, j);
                even.add(odd).intoArray(to, j + step);
                even.sub(odd).intoArray(to, j + 2 * step);
                far.add(twice).intoArray(to, j + 3 * step);
                far.sub(twice).intoArray(to, j + 4 * step);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** See {@link #input}. */
    private static void outputGradient(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + step);
                FloatVector y2 = load(from, i + 2 * step);
                FloatVector y3 = load(from, i + 3 * step);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, j);
                even.add(odd).intoArray(to, j + WIDTH);
                even.sub(odd).intoArray(to, j + 2 * WIDTH);
                farEven.add(twice).intoArray(to, j + 3 * WIDTH);
                farEven.sub(twice).intoArray(to, j + 4 * WIDTH);
                y3.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector y0 = load(from, i);
                FloatVector y1 = load(from, i + TILE * WIDTH);
                FloatVector y2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector y3 = load(from, i + 3 * TILE * WIDTH);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                FloatVector farEven = y2.fma(all(4), y0);
                FloatVector farOdd = y3.fma(all(4), y1);
                FloatVector twice = farOdd.add(farOdd);
                y0.intoArray(to, j);
                even.add(odd).intoArray(to, j + step);
                even.sub(odd).intoArray(to, j + 2 * step);
                farEven.add(twice).intoArray(to, j + 3 * step);
                farEven.sub(twice).intoArray(to, j + 4 * step);
                y3.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** See {@link #input}. */
    private static void output(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + step);
                FloatVector m2 = load(from, i + 2 * step);
                FloatVector m3 = load(from, i + 3 * step);
                FloatVector m4 = load(from, i + 4 * step);
                FloatVector m5 = load(from, i + 5 * step);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, j);
                farSlope.fma(all(2), nearSlope).intoArray(to, j + WIDTH);
                far.fma(all(4), near).intoArray(to, j + 2 * WIDTH);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, j + 3 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector m0 = load(from, i);
                FloatVector m1 = load(from, i + OUTPUTS * WIDTH);
                FloatVector m2 = load(from, i + 2 * OUTPUTS * WIDTH);
                FloatVector m3 = load(from, i + 3 * OUTPUTS * WIDTH);
                FloatVector m4 = load(from, i + 4 * OUTPUTS * WIDTH);
                FloatVector m5 = load(from, i + 5 * OUTPUTS * WIDTH);
                FloatVector near = m1.add(m2);
                FloatVector nearSlope = m1.sub(m2);
                FloatVector far = m3.add(m4);
                FloatVector farSlope = m3.sub(m4);
                m0.add(near).add(far).intoArray(to, j);
                farSlope.fma(all(2), nearSlope).intoArray(to, j + step);
                far.fma(all(4), near).intoArray(to, j + 2 * step);
                farSlope.fma(all(8), nearSlope).add(m5).intoArray(to, j + 3 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** See {@link #input}. */
    private static void weightGradient(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector u0 = load(from, i);
                FloatVector u1 = load(from, i + step);
                FloatVector u2 = load(from, i + 2 * step);
                FloatVector u3 = load(from, i + 3 * step);
                FloatVector u4 = load(from, i + 4 * step);
                FloatVector u5 = load(from, i + 5 * step);
                FloatVector near = u1.add(u2).mul(SIXTH);
                FloatVector far = u3.add(u4);
                u0.mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
                u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, j + WIDTH);
                far.mul(SIXTH).sub(near).add(u5).intoArray(to, j + 2 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector u0 = load(from, i);
                FloatVector u1 = load(from, i + KERNEL * WIDTH);
                FloatVector u2 = load(from, i + 2 * KERNEL * WIDTH);
                FloatVector u3 = load(from, i + 3 * KERNEL * WIDTH);
                FloatVector u4 = load(from, i + 4 * KERNEL * WIDTH);
                FloatVector u5 = load(from, i + 5 * KERNEL * WIDTH);
                FloatVector near = u1.add(u2).mul(SIXTH);
                FloatVector far = u3.add(u4);
                u0.mul(0.25f).sub(near).add(far.mul(TWENTY_FOURTH)).intoArray(to, j);
                u2.sub(u1).mul(SIXTH).add(u3.sub(u4).mul(TWELFTH)).intoArray(to, j + step);
                far.mul(SIXTH).sub(near).add(u5).intoArray(to, j + 2 * step);
                i += next;
                j += nextTo;
            }
        }
    }

    /** See {@link #input}. */
    private static void weight(
            boolean columns, float[] from, int i, int step, int next, float[] to, int j, int nextTo, int lines) {
        if (columns) {
            for (int n = 0; n < lines; n++) {
                FloatVector g0 = load(from, i);
                FloatVector g1 = load(from, i + step);
                FloatVector g2 = load(from, i + 2 * step);
                FloatVector near = g0.add(g2).mul(-SIXTH);
                FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
                g0.mul(0.25f).intoArray(to, j);
                near.sub(g1.mul(SIXTH)).intoArray(to, j + WIDTH);
                near.add(g1.mul(SIXTH)).intoArray(to, j + 2 * WIDTH);
                far.add(g1.mul(TWELFTH)).intoArray(to, j + 3 * WIDTH);
                far.sub(g1.mul(TWELFTH)).intoArray(to, j + 4 * WIDTH);
                g2.intoArray(to, j + 5 * WIDTH);
                i += next;
                j += nextTo;
            }
        } else {
            for (int n = 0; n < lines; n++) {
                FloatVector g0 = load(from, i);
                FloatVector g1 = load(from, i + TILE * WIDTH);
                FloatVector g2 = load(from, i + 2 * TILE * WIDTH);
                FloatVector near = g0.add(g2).mul(-SIXTH);
                FloatVector far = g2.mul(SIXTH).add(g0.mul(TWENTY_FOURTH));
                g0.mul(0.25f).intoArray(to, j);
                near.sub(g1.mul(SIXTH)).intoArray(to, j + step);
                near.add(g1.mul(SIXTH)).intoArray(to, j + 2 * step);
                far.add(g1.mul(TWELFTH)).intoArray(to, j + 3 * step);
                far.sub(g1.mul(TWELFTH)).intoArray(to, j + 4 * step);
                g2.intoArray(to, j + 5 * step);
                i += next;
                j += nextTo;
            }
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * What {@link Transform} does along an axis with a stride of 2, see {@link Winograd#STRIDED}: F(4, 2) at the points 0, 1, -1, 2 and infinity, and
 * behind its five positions four of pixels as they are. Each loop is for columns and rows.
 *
 * <p>{@link Lanes#load} is spelled out, what is copied is loaded again, and both kinds of outputs are in one method, which makes all of them too long for Java to put them into their
 * callers, as in {@link LargeTransforms}.
 */
final class StridedTransforms {

    static final int POSITIONS = 9;

    /** Of {@link Winograd#STRIDED}, and pixels of either kind in a tile of the way back. */
    static final int OUTPUTS = 4;

    /** Of {@link Winograd#FRACTIONAL}. */
    static final int FRACTIONAL_OUTPUTS = 8;

    private StridedTransforms() {}

    /**
     * {@link Transform#STRIDED_INPUT} and {@link Transform#FRACTIONAL_INPUT}.
     *
     * @param plain from a tile's first value to the first that is copied
     * @param step from one of the values that are not copied, or of those that are, to the next
     * @param next from one result to the next
     */
    static void input(float[] from, int i, int plain, int step, float[] to, int j, int next, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector d0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector d1 = FloatVector.fromArray(SPECIES, from, in + step);
            FloatVector d2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
            FloatVector d3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
            FloatVector d4 = FloatVector.fromArray(SPECIES, from, in + 4 * step);
            FloatVector odd = d3.sub(d1);
            FloatVector even = d2.sub(d0);
            odd.sub(even.add(even)).intoArray(to, out);
            odd.sub(d1).sub(d2).intoArray(to, out + next);
            d2.fma(FloatVector.broadcast(SPECIES, -3), d1.add(d1).add(d3)).intoArray(to, out + 2 * next);
            odd.intoArray(to, out + 3 * next);
            d4.sub(d2).sub(odd.add(odd)).intoArray(to, out + 4 * next);
            FloatVector.fromArray(SPECIES, from, in + plain).intoArray(to, out + 5 * next);
            FloatVector.fromArray(SPECIES, from, in + plain + step).intoArray(to, out + 6 * next);
            FloatVector.fromArray(SPECIES, from, in + plain + 2 * step).intoArray(to, out + 7 * next);
            FloatVector.fromArray(SPECIES, from, in + plain + 3 * step).intoArray(to, out + 8 * next);
        }
    }

    /** {@link Transform#STRIDED_OUTPUTS} and {@link Transform#FRACTIONAL_OUTPUTS}. */
    static void outputs(boolean fractional, float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        if (fractional) {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m1 = FloatVector.fromArray(SPECIES, from, in + step);
                FloatVector m2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
                FloatVector m3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
                FloatVector even = m1.add(m2);
                FloatVector odd = m1.sub(m2);
                FloatVector.fromArray(SPECIES, from, in + 5 * step).intoArray(to, out);
                FloatVector.fromArray(SPECIES, from, in).add(even).add(m3).intoArray(to, out + next);
                FloatVector.fromArray(SPECIES, from, in + 6 * step).intoArray(to, out + 2 * next);
                m3.fma(FloatVector.broadcast(SPECIES, 2), odd).intoArray(to, out + 3 * next);
                FloatVector.fromArray(SPECIES, from, in + 7 * step).intoArray(to, out + 4 * next);
                m3.fma(FloatVector.broadcast(SPECIES, 4), even).intoArray(to, out + 5 * next);
                FloatVector.fromArray(SPECIES, from, in + 8 * step).intoArray(to, out + 6 * next);
                m3.fma(FloatVector.broadcast(SPECIES, 8), odd)
                        .add(FloatVector.fromArray(SPECIES, from, in + 4 * step))
                        .intoArray(to, out + 7 * next);
            }
        } else {
            for (int n = 0; n < lines.from().length; n++) {
                int in = i + lines.from()[n];
                int out = j + lines.to()[n];
                FloatVector m1 = FloatVector.fromArray(SPECIES, from, in + step);
                FloatVector m2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
                FloatVector m3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
                FloatVector even = m1.add(m2);
                FloatVector odd = m1.sub(m2);
                FloatVector.fromArray(SPECIES, from, in)
                        .add(even)
                        .add(m3.add(FloatVector.fromArray(SPECIES, from, in + 5 * step)))
                        .intoArray(to, out);
                m3.fma(FloatVector.broadcast(SPECIES, 2), odd)
                        .add(FloatVector.fromArray(SPECIES, from, in + 6 * step))
                        .intoArray(to, out + next);
                m3.fma(FloatVector.broadcast(SPECIES, 4), even)
                        .add(FloatVector.fromArray(SPECIES, from, in + 7 * step))
                        .intoArray(to, out + 2 * next);
                m3.fma(FloatVector.broadcast(SPECIES, 8), odd)
                        .add(FloatVector.fromArray(SPECIES, from, in + 4 * step))
                        .add(FloatVector.fromArray(SPECIES, from, in + 8 * step))
                        .intoArray(to, out + 3 * next);
            }
        }
    }

    /** {@link Transform#STRIDED_OUTPUT_GRADIENTS}. */
    static void outputGradients(float[] from, int i, int step, float[] to, int j, int next, Lines lines) {
        for (int n = 0; n < lines.from().length; n++) {
            int in = i + lines.from()[n];
            int out = j + lines.to()[n];
            FloatVector y0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector y1 = FloatVector.fromArray(SPECIES, from, in + step);
            FloatVector y2 = FloatVector.fromArray(SPECIES, from, in + 2 * step);
            FloatVector y3 = FloatVector.fromArray(SPECIES, from, in + 3 * step);
            FloatVector even = y0.add(y2);
            FloatVector odd = y1.add(y3);
            FloatVector farEven = y2.fma(FloatVector.broadcast(SPECIES, 4), y0);
            FloatVector farOdd = y3.mul(FloatVector.broadcast(SPECIES, 8)).add(y1.add(y1));
            y0.intoArray(to, out);
            even.add(odd).intoArray(to, out + next);
            even.sub(odd).intoArray(to, out + 2 * next);
            farEven.add(farOdd).intoArray(to, out + 3 * next);
            y3.intoArray(to, out + 4 * next);
            FloatVector.fromArray(SPECIES, from, in).intoArray(to, out + 5 * next);
            FloatVector.fromArray(SPECIES, from, in + step).intoArray(to, out + 6 * next);
            FloatVector.fromArray(SPECIES, from, in + 2 * step).intoArray(to, out + 7 * next);
            FloatVector.fromArray(SPECIES, from, in + 3 * step).intoArray(to, out + 8 * next);
        }
    }
}

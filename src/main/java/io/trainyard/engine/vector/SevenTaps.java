package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.LongTransforms.P1;
import static io.trainyard.engine.vector.LongTransforms.P2;
import static io.trainyard.engine.vector.LongTransforms.P3;
import static io.trainyard.engine.vector.LongTransforms.P4;

import jdk.incubator.vector.FloatVector;

/** {@link WeightMatrix} of F(4, 7): the polynomial of the weights at the points of {@link LongTransforms}, by what the inputs' was not divided by. */
final class SevenTaps implements WeightMatrix {

    private static final float OF_P1 = factor(P1, P2, P3, P4);
    private static final float OF_P2 = factor(P2, P1, P3, P4);
    private static final float OF_P3 = factor(P3, P1, P2, P4);
    private static final float OF_P4 = factor(P4, P1, P2, P3);
    private static final float OF_ZERO = (float) Math.pow((double) P1 * P2 * P3 * P4, -2);

    /** One over the product of a point's differences to all others. */
    private static float factor(double p, double q, double r, double s) {
        return (float) (1 / (2 * p * p * (p * p - q * q) * (p * p - r * r) * (p * p - s * s)));
    }

    @Override
    public void expand(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        pairs(from, i, step, to, j + stride, stride, next, count, P1, OF_P1, P2, OF_P2);
        pairs(from, i, step, to, j + 5 * stride, stride, next, count, P3, OF_P3, P4, OF_P4);
        ends(from, i, step, to, j, stride, next, count);
    }

    /** At two points and their opposites. */
    private static void pairs(
            float[] from,
            int i,
            int step,
            float[] to,
            int j,
            int stride,
            int next,
            int count,
            float p,
            float ofP,
            float q,
            float ofQ) {
        FloatVector squareOfP = all(p * p);
        FloatVector squareOfQ = all(q * q);
        for (int n = 0; n < count; n++) {
            FloatVector g0 = FloatVector.fromArray(SPECIES, from, i);
            FloatVector g1 = FloatVector.fromArray(SPECIES, from, i + step);
            FloatVector g2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
            FloatVector g3 = FloatVector.fromArray(SPECIES, from, i + 3 * step);
            FloatVector g4 = FloatVector.fromArray(SPECIES, from, i + 4 * step);
            FloatVector g5 = FloatVector.fromArray(SPECIES, from, i + 5 * step);
            FloatVector g6 = FloatVector.fromArray(SPECIES, from, i + 6 * step);
            FloatVector even = g6.fma(squareOfP, g4)
                    .fma(squareOfP, g2)
                    .fma(squareOfP, g0)
                    .mul(FloatVector.broadcast(SPECIES, ofP));
            FloatVector odd = g5.fma(squareOfP, g3).fma(squareOfP, g1).mul(FloatVector.broadcast(SPECIES, ofP * p));
            even.add(odd).intoArray(to, j);
            even.sub(odd).intoArray(to, j + stride);
            even = g6.fma(squareOfQ, g4).fma(squareOfQ, g2).fma(squareOfQ, g0).mul(FloatVector.broadcast(SPECIES, ofQ));
            odd = g5.fma(squareOfQ, g3).fma(squareOfQ, g1).mul(FloatVector.broadcast(SPECIES, ofQ * q));
            even.add(odd).intoArray(to, j + 2 * stride);
            even.sub(odd).intoArray(to, j + 3 * stride);
            i += WIDTH;
            j += next;
        }
    }

    /** At 0 and infinity. */
    private static void ends(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        for (int n = 0; n < count; n++) {
            load(from, i).mul(OF_ZERO).intoArray(to, j);
            load(from, i + 6 * step).intoArray(to, j + 9 * stride);
            i += WIDTH;
            j += next;
        }
    }

    @Override
    public void reduce(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        evens(from, i, step, next, to, j, stride, count);
        odds(from, i + step, step, next, to, j + stride, stride, count);
    }

    private static void evens(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        FloatVector ofZero = all(OF_ZERO);
        for (int n = 0; n < count; n++) {
            FloatVector p = load(from, i + step).add(load(from, i + 2 * step)).mul(all(OF_P1));
            FloatVector q =
                    load(from, i + 3 * step).add(load(from, i + 4 * step)).mul(all(OF_P2));
            FloatVector r =
                    load(from, i + 5 * step).add(load(from, i + 6 * step)).mul(all(OF_P3));
            FloatVector s =
                    load(from, i + 7 * step).add(load(from, i + 8 * step)).mul(all(OF_P4));
            load(from, i).fma(ofZero, p.add(q)).add(r.add(s)).intoArray(to, j);
            p = p.mul(all(P1 * P1));
            q = q.mul(all(P2 * P2));
            r = r.mul(all(P3 * P3));
            s = s.mul(all(P4 * P4));
            p.add(q).add(r.add(s)).intoArray(to, j + 2 * stride);
            p = p.mul(all(P1 * P1));
            q = q.mul(all(P2 * P2));
            r = r.mul(all(P3 * P3));
            s = s.mul(all(P4 * P4));
            p.add(q).add(r.add(s)).intoArray(to, j + 4 * stride);
            p = p.fma(all(P1 * P1), load(from, i + 9 * step));
            r.fma(all(P3 * P3), q.fma(all(P2 * P2), s.fma(all(P4 * P4), p))).intoArray(to, j + 6 * stride);
            i += next;
            j += WIDTH;
        }
    }

    /** From the second position on, and to the second weight, the fourth and the sixth. */
    private static void odds(float[] from, int i, int step, int next, float[] to, int j, int stride, int count) {
        for (int n = 0; n < count; n++) {
            FloatVector p = FloatVector.fromArray(SPECIES, from, i)
                    .sub(FloatVector.fromArray(SPECIES, from, i + step))
                    .mul(all(P1 * OF_P1));
            FloatVector q = FloatVector.fromArray(SPECIES, from, i + 2 * step)
                    .sub(FloatVector.fromArray(SPECIES, from, i + 3 * step))
                    .mul(all(P2 * OF_P2));
            FloatVector r = FloatVector.fromArray(SPECIES, from, i + 4 * step)
                    .sub(FloatVector.fromArray(SPECIES, from, i + 5 * step))
                    .mul(all(P3 * OF_P3));
            FloatVector s = FloatVector.fromArray(SPECIES, from, i + 6 * step)
                    .sub(FloatVector.fromArray(SPECIES, from, i + 7 * step))
                    .mul(all(P4 * OF_P4));
            p.add(q).add(r.add(s)).intoArray(to, j);
            p = p.mul(all(P1 * P1));
            q = q.mul(all(P2 * P2));
            r = r.mul(all(P3 * P3));
            s = s.mul(all(P4 * P4));
            p.add(q).add(r.add(s)).intoArray(to, j + 2 * stride);
            p.fma(all(P1 * P1), q.mul(all(P2 * P2)))
                    .add(r.fma(all(P3 * P3), s.mul(all(P4 * P4))))
                    .intoArray(to, j + 4 * stride);
            i += next;
            j += WIDTH;
        }
    }
}

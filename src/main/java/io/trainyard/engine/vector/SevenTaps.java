package io.trainyard.engine.vector;

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
        ends(from, i, step, to, j, stride, next, count);
        pair(from, i, step, to, j + stride, stride, next, count, P1, OF_P1);
        pair(from, i, step, to, j + 3 * stride, stride, next, count, P2, OF_P2);
        pair(from, i, step, to, j + 5 * stride, stride, next, count, P3, OF_P3);
        pair(from, i, step, to, j + 7 * stride, stride, next, count, P4, OF_P4);
    }

    /** At 0 and infinity. */
    private static void ends(float[] from, int i, int step, float[] to, int j, int stride, int next, int count) {
        FloatVector ofZero = all(OF_ZERO);
        for (int n = 0; n < count; n++) {
            load(from, i).mul(ofZero).intoArray(to, j);
            load(from, i + 6 * step).intoArray(to, j + 9 * stride);
            i += WIDTH;
            j += next;
        }
    }

    /** At a point and its opposite. */
    private static void pair(
            float[] from, int i, int step, float[] to, int j, int stride, int next, int count, float p, float factor) {
        FloatVector first = all(factor);
        FloatVector second = all(factor * p);
        FloatVector square = all(p * p);
        for (int n = 0; n < count; n++) {
            FloatVector even = load(from, i + 6 * step).fma(square, load(from, i + 4 * step));
            FloatVector odd = load(from, i + 5 * step).fma(square, load(from, i + 3 * step));
            even = even.fma(square, load(from, i + 2 * step));
            odd = odd.fma(square, load(from, i + step)).mul(second);
            even = even.fma(square, load(from, i)).mul(first);
            even.add(odd).intoArray(to, j);
            even.sub(odd).intoArray(to, j + stride);
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
            FloatVector p = load(from, i).sub(load(from, i + step)).mul(all(P1 * OF_P1));
            FloatVector q =
                    load(from, i + 2 * step).sub(load(from, i + 3 * step)).mul(all(P2 * OF_P2));
            FloatVector r =
                    load(from, i + 4 * step).sub(load(from, i + 5 * step)).mul(all(P3 * OF_P3));
            FloatVector s =
                    load(from, i + 6 * step).sub(load(from, i + 7 * step)).mul(all(P4 * OF_P4));
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

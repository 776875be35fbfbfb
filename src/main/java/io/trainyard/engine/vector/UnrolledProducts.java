package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.zero;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * {@link NarrowProducts#sixByTwo} with a block's channels written out, which takes a quarter fewer instructions: the faster, the
 * more a core's other thread has to do. For {@link Lanes#UNROLLED} only.
 *
 * <p>The tests between two channels never hold. Without them Java's compiler loads several channels' weights at once, for which
 * there are no registers; across a test it doesn't, as long as it cannot know the outcome. And the API's methods are called
 * without any of ours between, since into a method as large as this the compiler puts no others.
 */
final class UnrolledProducts {

    private UnrolledProducts() {}

    /** @param never what no place in {@code v} is */
    static void sixByTwo(
            float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt, int mBlock, int never) {
        FloatVector a0 = zero();
        FloatVector a1 = zero();
        FloatVector b0 = zero();
        FloatVector b1 = zero();
        FloatVector c0 = zero();
        FloatVector c1 = zero();
        FloatVector d0 = zero();
        FloatVector d1 = zero();
        FloatVector e0 = zero();
        FloatVector e1 = zero();
        FloatVector f0 = zero();
        FloatVector f1 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * 2 * WIDTH * WIDTH;
            FloatVector w0 = fromArray(SPECIES, u, w);
            FloatVector w1 = fromArray(SPECIES, u, w + WIDTH);
            FloatVector value = broadcast(SPECIES, v[x]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 1 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 2 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 3 * WIDTH);
            value = broadcast(SPECIES, v[x + 1]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 1]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 1]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 1]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 1]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 1]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 2 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 4 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 5 * WIDTH);
            value = broadcast(SPECIES, v[x + 2]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 2]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 2]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 2]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 2]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 2]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 3 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 6 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 7 * WIDTH);
            value = broadcast(SPECIES, v[x + 3]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 3]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 3]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 3]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 3]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 3]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 4 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 8 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 9 * WIDTH);
            value = broadcast(SPECIES, v[x + 4]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 4]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 4]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 4]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 4]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 4]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 5 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 10 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 11 * WIDTH);
            value = broadcast(SPECIES, v[x + 5]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 5]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 5]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 5]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 5]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 5]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 6 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 12 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 13 * WIDTH);
            value = broadcast(SPECIES, v[x + 6]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 6]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 6]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 6]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 6]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 6]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
            if (x + 7 == never) {
                return;
            }
            w0 = fromArray(SPECIES, u, w + 14 * WIDTH);
            w1 = fromArray(SPECIES, u, w + 15 * WIDTH);
            value = broadcast(SPECIES, v[x + 7]);
            a0 = value.fma(w0, a0);
            a1 = value.fma(w1, a1);
            value = broadcast(SPECIES, v[x + WIDTH + 7]);
            b0 = value.fma(w0, b0);
            b1 = value.fma(w1, b1);
            value = broadcast(SPECIES, v[x + 2 * WIDTH + 7]);
            c0 = value.fma(w0, c0);
            c1 = value.fma(w1, c1);
            value = broadcast(SPECIES, v[x + 3 * WIDTH + 7]);
            d0 = value.fma(w0, d0);
            d1 = value.fma(w1, d1);
            value = broadcast(SPECIES, v[x + 4 * WIDTH + 7]);
            e0 = value.fma(w0, e0);
            e1 = value.fma(w1, e1);
            value = broadcast(SPECIES, v[x + 5 * WIDTH + 7]);
            f0 = value.fma(w0, f0);
            f1 = value.fma(w1, f1);
        }
        a0.intoArray(m, mAt);
        a1.intoArray(m, mAt + mBlock);
        b0.intoArray(m, mAt + WIDTH);
        b1.intoArray(m, mAt + WIDTH + mBlock);
        c0.intoArray(m, mAt + 2 * WIDTH);
        c1.intoArray(m, mAt + 2 * WIDTH + mBlock);
        d0.intoArray(m, mAt + 3 * WIDTH);
        d1.intoArray(m, mAt + 3 * WIDTH + mBlock);
        e0.intoArray(m, mAt + 4 * WIDTH);
        e1.intoArray(m, mAt + 4 * WIDTH + mBlock);
        f0.intoArray(m, mAt + 5 * WIDTH);
        f1.intoArray(m, mAt + 5 * WIDTH + mBlock);
    }
}

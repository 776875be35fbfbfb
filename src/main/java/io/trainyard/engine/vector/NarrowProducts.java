package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;

/** Products of 6 tiles, see {@link TileProducts}: 12 sums, and what they are made of, stay in the 16 registers that AVX2 has. */
final class NarrowProducts {

    static final int TILES = 6;

    private NarrowProducts() {}

    static void sixByTwo(
            float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt, int mBlock) {
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
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + 2 * WIDTH * channel);
                FloatVector w1 = load(u, w + 2 * WIDTH * channel + WIDTH);
                FloatVector a = all(v[x + channel]);
                a0 = a.fma(w0, a0);
                a1 = a.fma(w1, a1);
                FloatVector b = all(v[x + WIDTH + channel]);
                b0 = b.fma(w0, b0);
                b1 = b.fma(w1, b1);
                FloatVector c = all(v[x + 2 * WIDTH + channel]);
                c0 = c.fma(w0, c0);
                c1 = c.fma(w1, c1);
                FloatVector d = all(v[x + 3 * WIDTH + channel]);
                d0 = d.fma(w0, d0);
                d1 = d.fma(w1, d1);
                FloatVector e = all(v[x + 4 * WIDTH + channel]);
                e0 = e.fma(w0, e0);
                e1 = e.fma(w1, e1);
                FloatVector f = all(v[x + 5 * WIDTH + channel]);
                f0 = f.fma(w0, f0);
                f1 = f.fma(w1, f1);
            }
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

    static void sixByOne(float[] v, int vAt, int vBlock, float[] u, int uAt, int blocks, float[] m, int mAt) {
        FloatVector a0 = zero();
        FloatVector b0 = zero();
        FloatVector c0 = zero();
        FloatVector d0 = zero();
        FloatVector e0 = zero();
        FloatVector f0 = zero();
        for (int block = 0; block < blocks; block++) {
            int x = vAt + block * vBlock;
            int w = uAt + block * WIDTH * WIDTH;
            for (int channel = 0; channel < WIDTH; channel++) {
                FloatVector w0 = load(u, w + WIDTH * channel);
                a0 = all(v[x + channel]).fma(w0, a0);
                b0 = all(v[x + WIDTH + channel]).fma(w0, b0);
                c0 = all(v[x + 2 * WIDTH + channel]).fma(w0, c0);
                d0 = all(v[x + 3 * WIDTH + channel]).fma(w0, d0);
                e0 = all(v[x + 4 * WIDTH + channel]).fma(w0, e0);
                f0 = all(v[x + 5 * WIDTH + channel]).fma(w0, f0);
            }
        }
        a0.intoArray(m, mAt);
        b0.intoArray(m, mAt + WIDTH);
        c0.intoArray(m, mAt + 2 * WIDTH);
        d0.intoArray(m, mAt + 3 * WIDTH);
        e0.intoArray(m, mAt + 4 * WIDTH);
        f0.intoArray(m, mAt + 5 * WIDTH);
    }
}

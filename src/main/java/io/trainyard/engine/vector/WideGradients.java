package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;

/** Sums over tiles, see {@link GradientProducts}: 16 stay in the 32 registers that processors with AVX-512 have. */
final class WideGradients {

    private WideGradients() {}

    static void eightByTwo(float[] v, int vAt, float[] y, int yAt, int yBlock, int tiles, float[] sums) {
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
        FloatVector g0 = zero();
        FloatVector g1 = zero();
        FloatVector h0 = zero();
        FloatVector h1 = zero();
        for (int t = 0; t < tiles; t++) {
            int x = vAt + t * WIDTH;
            FloatVector y0 = load(y, yAt + t * WIDTH);
            FloatVector y1 = load(y, yAt + yBlock + t * WIDTH);
            FloatVector a = all(v[x]);
            a0 = a.fma(y0, a0);
            a1 = a.fma(y1, a1);
            FloatVector b = all(v[x + 1]);
            b0 = b.fma(y0, b0);
            b1 = b.fma(y1, b1);
            FloatVector c = all(v[x + 2]);
            c0 = c.fma(y0, c0);
            c1 = c.fma(y1, c1);
            FloatVector d = all(v[x + 3]);
            d0 = d.fma(y0, d0);
            d1 = d.fma(y1, d1);
            FloatVector e = all(v[x + 4]);
            e0 = e.fma(y0, e0);
            e1 = e.fma(y1, e1);
            FloatVector f = all(v[x + 5]);
            f0 = f.fma(y0, f0);
            f1 = f.fma(y1, f1);
            FloatVector g = all(v[x + 6]);
            g0 = g.fma(y0, g0);
            g1 = g.fma(y1, g1);
            FloatVector h = all(v[x + 7]);
            h0 = h.fma(y0, h0);
            h1 = h.fma(y1, h1);
        }
        a0.intoArray(sums, START);
        a1.intoArray(sums, START + WIDTH);
        b0.intoArray(sums, START + 2 * WIDTH);
        b1.intoArray(sums, START + 3 * WIDTH);
        c0.intoArray(sums, START + 4 * WIDTH);
        c1.intoArray(sums, START + 5 * WIDTH);
        d0.intoArray(sums, START + 6 * WIDTH);
        d1.intoArray(sums, START + 7 * WIDTH);
        e0.intoArray(sums, START + 8 * WIDTH);
        e1.intoArray(sums, START + 9 * WIDTH);
        f0.intoArray(sums, START + 10 * WIDTH);
        f1.intoArray(sums, START + 11 * WIDTH);
        g0.intoArray(sums, START + 12 * WIDTH);
        g1.intoArray(sums, START + 13 * WIDTH);
        h0.intoArray(sums, START + 14 * WIDTH);
        h1.intoArray(sums, START + 15 * WIDTH);
    }

    static void sixteenByOne(float[] v, int vAt, float[] y, int yAt, int tiles, float[] sums) {
        FloatVector a0 = zero();
        FloatVector b0 = zero();
        FloatVector c0 = zero();
        FloatVector d0 = zero();
        FloatVector e0 = zero();
        FloatVector f0 = zero();
        FloatVector g0 = zero();
        FloatVector h0 = zero();
        FloatVector i0 = zero();
        FloatVector j0 = zero();
        FloatVector k0 = zero();
        FloatVector l0 = zero();
        FloatVector m0 = zero();
        FloatVector n0 = zero();
        FloatVector o0 = zero();
        FloatVector p0 = zero();
        for (int t = 0; t < tiles; t++) {
            int x = vAt + t * WIDTH;
            FloatVector y0 = load(y, yAt + t * WIDTH);
            a0 = all(v[x]).fma(y0, a0);
            b0 = all(v[x + 1]).fma(y0, b0);
            c0 = all(v[x + 2]).fma(y0, c0);
            d0 = all(v[x + 3]).fma(y0, d0);
            e0 = all(v[x + 4]).fma(y0, e0);
            f0 = all(v[x + 5]).fma(y0, f0);
            g0 = all(v[x + 6]).fma(y0, g0);
            h0 = all(v[x + 7]).fma(y0, h0);
            i0 = all(v[x + 8]).fma(y0, i0);
            j0 = all(v[x + 9]).fma(y0, j0);
            k0 = all(v[x + 10]).fma(y0, k0);
            l0 = all(v[x + 11]).fma(y0, l0);
            m0 = all(v[x + 12]).fma(y0, m0);
            n0 = all(v[x + 13]).fma(y0, n0);
            o0 = all(v[x + 14]).fma(y0, o0);
            p0 = all(v[x + 15]).fma(y0, p0);
        }
        a0.intoArray(sums, START);
        b0.intoArray(sums, START + WIDTH);
        c0.intoArray(sums, START + 2 * WIDTH);
        d0.intoArray(sums, START + 3 * WIDTH);
        e0.intoArray(sums, START + 4 * WIDTH);
        f0.intoArray(sums, START + 5 * WIDTH);
        g0.intoArray(sums, START + 6 * WIDTH);
        h0.intoArray(sums, START + 7 * WIDTH);
        i0.intoArray(sums, START + 8 * WIDTH);
        j0.intoArray(sums, START + 9 * WIDTH);
        k0.intoArray(sums, START + 10 * WIDTH);
        l0.intoArray(sums, START + 11 * WIDTH);
        m0.intoArray(sums, START + 12 * WIDTH);
        n0.intoArray(sums, START + 13 * WIDTH);
        o0.intoArray(sums, START + 14 * WIDTH);
        p0.intoArray(sums, START + 15 * WIDTH);
    }
}

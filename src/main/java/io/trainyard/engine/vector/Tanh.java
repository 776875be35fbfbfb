package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The hyperbolic tangent, x p(x^2) / q(x^2). The polynomials are those of degrees 7 and 3 with the least relative error up to
 * {@link #BOUND}, which is 7e-8 (found by Remez' algorithm); behind it the value stays, which is 1 but for 2e-7.
 */
public final class Tanh {

    private static final float BOUND = 8.2f;
    private static final float P0 = 0.99999995f;
    private static final float P1 = 0.119823198f;
    private static final float P2 = 1.84515348e-3f;
    private static final float P3 = -3.22904658e-6f;
    private static final float P4 = 5.13416680e-8f;
    private static final float P5 = -4.51279822e-10f;
    private static final float P6 = 2.57017135e-12f;
    private static final float P7 = -6.88508974e-15f;
    private static final float Q1 = 0.453155993f;
    private static final float Q2 = 1.95646682e-2f;
    private static final float Q3 = 6.51780791e-5f;

    private static final int CHUNK = 128 * WIDTH;

    private final float[] values = Lanes.array(CHUNK);

    /** @param length floats, of any number */
    public void apply(FloatBuffer from, int length, FloatBuffer to) {
        for (int done = 0; done < length; done += CHUNK) {
            int count = Math.min(CHUNK, length - done);
            from.get(done, values, START, count);
            for (int i = START; i < START + count; i += WIDTH) {
                of(load(values, i)).intoArray(values, i);
            }
            to.put(done, values, START, count);
        }
    }

    /** What is not a number stays so. Rounding may bring a value beyond 1, where its derivative would have the wrong sign. */
    private static FloatVector of(FloatVector argument) {
        FloatVector x = within(BOUND, argument);
        FloatVector square = x.mul(x);
        FloatVector p = all(P7).fma(square, all(P6));
        p = p.fma(square, all(P5));
        p = p.fma(square, all(P4));
        p = p.fma(square, all(P3));
        p = p.fma(square, all(P2));
        p = p.fma(square, all(P1));
        p = p.fma(square, all(P0));
        FloatVector q = all(Q3).fma(square, all(Q2));
        q = q.fma(square, all(Q1));
        q = q.fma(square, all(1));
        return within(1, x.mul(p).div(q));
    }

    private static FloatVector within(float bound, FloatVector value) {
        FloatVector below = value.blend(all(bound), value.compare(VectorOperators.GT, bound));
        return below.blend(all(-bound), below.compare(VectorOperators.LT, -bound));
    }
}

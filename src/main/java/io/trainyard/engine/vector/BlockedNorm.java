package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Batch norm where channels lie in blocks. */
final class BlockedNorm implements NormPasses {

    /** Two arrays of this size fit the first cache. */
    private static final int CHUNK = 128 * WIDTH;

    private final int blocks;
    private final int size;
    private final boolean relu;
    private final Moments moments;
    private final float[] values = Lanes.array(CHUNK);
    private final float[] slopes = Lanes.array(CHUNK);
    private final float[] first = new float[WIDTH];
    private final float[] second = new float[WIDTH];

    BlockedNorm(int channels, int pixels, boolean relu) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
        this.relu = relu;
        this.moments = new Moments(channels);
    }

    @Override
    public void statistics(FloatBuffer x, int images, double[] means, double[] squares) {
        moments.restart();
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = Math.min(CHUNK, size - done);
                x.get(part * size + done, values, START, length);
                moments.add(values, START, length, channel);
            }
        }
        Moments.write(List.of(moments), means, squares);
    }

    private static void add(float[] part, double[] sums, int channel) {
        for (int i = 0; i < WIDTH; i++) {
            sums[channel + i] += part[i];
        }
    }

    @Override
    public void normalize(FloatBuffer x, int images, float[] factors, float[] terms, FloatBuffer y) {
        Rescale rescale = new Rescale(factors, terms, relu);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = Math.min(CHUNK, size - done);
                x.get(part * size + done, values, START, length);
                rescale.apply(values, START, length, channel);
                y.put(part * size + done, values, START, length);
            }
        }
    }

    @Override
    public void gradientSums(
            FloatBuffer x,
            FloatBuffer yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] means,
            double[] sums,
            double[] products) {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = read(x, yGradient, part * size, done);
                if (relu) {
                    sumMasked(length, factors, terms, means, channel);
                } else {
                    sum(length, means, channel);
                }
                add(first, sums, channel);
                add(second, products, channel);
            }
        }
    }

    private int read(FloatBuffer x, FloatBuffer yGradient, int at, int done) {
        int length = Math.min(CHUNK, size - done);
        x.get(at + done, values, START, length);
        yGradient.get(at + done, slopes, START, length);
        return length;
    }

    private void sum(int length, float[] means, int channel) {
        FloatVector mean = load(means, channel);
        FloatVector sum = zero();
        FloatVector product = zero();
        for (int i = START; i < START + length; i += WIDTH) {
            FloatVector slope = load(slopes, i);
            sum = sum.add(slope);
            product = load(values, i).sub(mean).fma(slope, product);
        }
        sum.intoArray(first, 0);
        product.intoArray(second, 0);
    }

    /** What the ReLU has cut off has no gradient. */
    private void sumMasked(int length, float[] factors, float[] terms, float[] means, int channel) {
        FloatVector factor = load(factors, channel);
        FloatVector term = load(terms, channel);
        FloatVector mean = load(means, channel);
        FloatVector sum = zero();
        FloatVector product = zero();
        for (int i = START; i < START + length; i += WIDTH) {
            FloatVector value = load(values, i);
            FloatVector y = value.fma(factor, term);
            FloatVector slope = load(slopes, i).blend(zero(), y.compare(VectorOperators.LE, 0f));
            sum = sum.add(slope);
            product = value.sub(mean).fma(slope, product);
        }
        sum.intoArray(first, 0);
        product.intoArray(second, 0);
    }

    @Override
    public void gradient(
            FloatBuffer x,
            FloatBuffer yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] slopesOfX,
            float[] constants,
            FloatBuffer xGradient) {
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = read(x, yGradient, part * size, done);
                if (relu) {
                    combineMasked(length, factors, terms, slopesOfX, constants, channel);
                } else {
                    combine(length, factors, slopesOfX, constants, channel);
                }
                xGradient.put(part * size + done, slopes, START, length);
            }
        }
    }

    private void combine(int length, float[] factors, float[] slopesOfX, float[] constants, int channel) {
        FloatVector factor = load(factors, channel);
        FloatVector slope = load(slopesOfX, channel);
        FloatVector constant = load(constants, channel);
        for (int i = START; i < START + length; i += WIDTH) {
            load(slopes, i).fma(factor, load(values, i).fma(slope, constant)).intoArray(slopes, i);
        }
    }

    private void combineMasked(
            int length, float[] factors, float[] terms, float[] slopesOfX, float[] constants, int channel) {
        FloatVector factor = load(factors, channel);
        FloatVector term = load(terms, channel);
        FloatVector slope = load(slopesOfX, channel);
        FloatVector constant = load(constants, channel);
        for (int i = START; i < START + length; i += WIDTH) {
            FloatVector value = load(values, i);
            FloatVector y = value.fma(factor, term);
            load(slopes, i)
                    .blend(zero(), y.compare(VectorOperators.LE, 0f))
                    .fma(factor, value.fma(slope, constant))
                    .intoArray(slopes, i);
        }
    }
}

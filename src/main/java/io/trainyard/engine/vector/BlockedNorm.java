package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

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
    private final NormLoops loops = new NormLoops();

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
        Rescale forward = new Rescale(factors, terms, relu);
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = read(x, yGradient, part * size, done);
                loops.addGradients(
                        values, slopes, START, length / WIDTH, WIDTH, forward, means, channel, sums, products);
            }
        }
    }

    private int read(FloatBuffer x, FloatBuffer yGradient, int at, int done) {
        int length = Math.min(CHUNK, size - done);
        x.get(at + done, values, START, length);
        yGradient.get(at + done, slopes, START, length);
        return length;
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
        Rescale forward = new Rescale(factors, terms, relu);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = read(x, yGradient, part * size, done);
                NormLoops.combine(values, slopes, START, length / WIDTH, WIDTH, forward, slopesOfX, constants, channel);
                xGradient.put(part * size + done, slopes, START, length);
            }
        }
    }
}

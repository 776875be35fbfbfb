package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;

/** Batch norm where channels lie in blocks. */
final class BlockedNorm implements NormPasses {

    /** Few enough values for sums in single precision. */
    private static final int SOME = 128 * WIDTH;

    private final int blocks;
    private final int size;
    private final boolean relu;
    private final Moments moments;
    private final Storage values = Storage.of(Lanes.array(SOME));
    private final Storage slopes = Storage.of(Lanes.array(Storage.PIECE));
    private final NormLoops loops = new NormLoops();

    BlockedNorm(int channels, int pixels, boolean relu) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
        this.relu = relu;
        this.moments = new Moments(channels);
    }

    @Override
    public void statistics(Storage x, int images, double[] means, double[] squares) {
        moments.restart();
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += SOME) {
                int length = Math.min(SOME, size - done);
                int i = x.bring(part * size + done, length, values, 0);
                moments.add(x.within(values), i, length, channel);
            }
        }
        Moments.write(List.of(moments), means, squares);
    }

    @Override
    public void normalize(Storage x, int images, float[] factors, float[] terms, Storage y) {
        Rescale rescale = new Rescale(factors, terms, relu);
        int piece = Storage.piece(x, y);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += piece) {
                int length = Math.min(piece, size - done);
                int i = x.bring(part * size + done, length, values, 0);
                int j = y.aim(part * size + done);
                rescale.apply(x.within(values), i, y.within(values), j, length, channel);
                y.bringBack(part * size + done, length, values);
            }
        }
    }

    @Override
    public void gradientSums(
            Storage x,
            Storage yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] means,
            double[] sums,
            double[] products) {
        Rescale forward = new Rescale(factors, terms, relu);
        int piece = Storage.piece(x, yGradient);
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int begin = 0; begin < size; begin += SOME) {
                int end = Math.min(size, begin + SOME);
                for (int done = begin; done < end; done += piece) {
                    int length = Math.min(piece, end - done);
                    int i = x.bring(part * size + done, length, values, 0);
                    int j = yGradient.bring(part * size + done, length, slopes, 0);
                    loops.addGradients(
                            x.within(values),
                            i,
                            yGradient.within(slopes),
                            j,
                            length / WIDTH,
                            WIDTH,
                            forward,
                            means,
                            channel);
                }
                loops.settle(channel, sums, products);
            }
        }
    }

    @Override
    public void gradient(
            Storage x,
            Storage yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] slopesOfX,
            float[] constants,
            Storage xGradient) {
        Rescale forward = new Rescale(factors, terms, relu);
        int piece = Storage.piece(x, yGradient, xGradient);
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += piece) {
                int at = part * size + done;
                int length = Math.min(piece, size - done);
                int i = x.bring(at, length, values, 0);
                int j = yGradient.bring(at, length, slopes, 0);
                int k = xGradient.aim(at);
                NormLoops.combine(
                        x.within(values),
                        i,
                        yGradient.within(slopes),
                        j,
                        xGradient.within(slopes),
                        k,
                        length / WIDTH,
                        WIDTH,
                        forward,
                        slopesOfX,
                        constants,
                        channel);
                xGradient.bringBack(at, length, slopes);
            }
        }
    }
}

package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.Arrays;

/**
 * Batch norm where all channels of a pixel lie beside each other. The values are cut into periods, as many pixels as fill whole
 * vectors, so that a vector's place in the period tells its channels.
 */
final class RowNorm implements NormPasses {

    /** An array of this size fits the first cache. */
    private static final int FEW = 128 * WIDTH;

    /** And of this size the second. */
    private static final int MANY = 1 << 16;

    /** Of this many pixels a sum is worth its end. */
    private static final int LEAST_PERIODS = 32;

    private final int channels;
    private final int pixels;
    private final int period;
    private final int chunk;
    private final boolean relu;
    private final NormLoops loops = new NormLoops();
    private final float[] values;
    private final float[] slopes;
    private final Storage valuesThere;
    private final Storage slopesThere;

    RowNorm(int channels, int pixels, boolean relu) {
        this.channels = channels;
        this.pixels = pixels;
        this.period = channels * (WIDTH / Integer.lowestOneBit(channels | WIDTH));
        this.chunk = period * Math.max(1, Math.min(Math.max(LEAST_PERIODS, FEW / period), MANY / period));
        this.relu = relu;
        this.values = Lanes.array(chunk + WIDTH);
        this.slopes = Lanes.array(chunk + WIDTH);
        this.valuesThere = Storage.of(values);
        this.slopesThere = Storage.of(slopes);
    }

    /** Does something to some vectors that have the same channels. */
    @FunctionalInterface
    private interface Work {

        /**
         * @param at the first one's place in the arrays; the next ones lie a period apart
         * @param channel its place in the period
         */
        void run(int at, int vectors, int channel);
    }

    private void forEachVector(int length, Work work) {
        for (int i = 0; i < Math.min(period, length); i += WIDTH) {
            work.run(START + i, (length - i + period - 1) / period, i);
        }
    }

    private int length(int images) {
        return images * pixels * channels;
    }

    /** What is given by channel, for each place of a period. */
    private float[] repeated(float[] ofChannels) {
        float[] all = new float[period];
        for (int i = 0; i < period; i += channels) {
            System.arraycopy(ofChannels, 0, all, i, channels);
        }
        return all;
    }

    private Rescale forward(float[] factors, float[] terms) {
        return new Rescale(repeated(factors), repeated(terms), relu);
    }

    private void addUp(double[] ofPlaces, double[] ofChannels) {
        Arrays.fill(ofChannels, 0);
        for (int i = 0; i < period; i++) {
            ofChannels[i % channels] += ofPlaces[i];
        }
    }

    @Override
    public void statistics(Storage x, int images, double[] means, double[] squares) {
        float[] shift = new float[channels];
        x.get(0, channels, shift, 0);
        float[] shifts = repeated(shift);
        double[] sums = new double[period];
        double[] products = new double[period];
        for (int done = 0; done < length(images); done += chunk) {
            int length = Math.min(chunk, length(images) - done);
            x.get(done, length, values, START);
            for (int i = length; i % WIDTH != 0; i++) { // a vector's rest counts as no difference
                values[START + i] = shifts[i % period];
            }
            forEachVector(length, (at, vectors, channel) -> {
                loops.addDifferences(valuesThere, at - START, vectors, period, shifts, channel);
                loops.settle(channel, sums, products);
            });
        }
        addUp(sums, means);
        addUp(products, squares);
        NormLoops.center(means, squares, shift, images * pixels);
    }

    @Override
    public void normalize(Storage x, int images, float[] factors, float[] terms, Storage y) {
        Rescale forward = forward(factors, terms);
        for (int done = 0; done < length(images); done += chunk) {
            int length = Math.min(chunk, length(images) - done);
            x.get(done, length, values, START);
            forEachVector(
                    length,
                    (at, vectors, channel) ->
                            forward.apply(valuesThere, at - START, valuesThere, at - START, vectors, period, channel));
            y.put(done, length, values, START);
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
        Rescale forward = forward(factors, terms);
        float[] allMeans = repeated(means);
        double[] allSums = new double[period];
        double[] allProducts = new double[period];
        for (int done = 0; done < length(images); done += chunk) {
            int length = read(x, yGradient, done, images);
            forEachVector(length, (at, vectors, channel) -> {
                loops.addGradients(
                        valuesThere, at - START, slopesThere, at - START, vectors, period, forward, allMeans, channel);
                loops.settle(channel, allSums, allProducts);
            });
        }
        addUp(allSums, sums);
        addUp(allProducts, products);
    }

    private int read(Storage x, Storage yGradient, int done, int images) {
        int length = Math.min(chunk, length(images) - done);
        x.get(done, length, values, START);
        yGradient.get(done, length, slopes, START);
        Arrays.fill(values, START + length, START + length + WIDTH, 0);
        Arrays.fill(slopes, START + length, START + length + WIDTH, 0);
        return length;
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
        Rescale forward = forward(factors, terms);
        float[] allSlopes = repeated(slopesOfX);
        float[] allConstants = repeated(constants);
        for (int done = 0; done < length(images); done += chunk) {
            int length = read(x, yGradient, done, images);
            forEachVector(
                    length,
                    (at, vectors, channel) -> NormLoops.combine(
                            valuesThere,
                            at - START,
                            slopesThere,
                            at - START,
                            slopesThere,
                            at - START,
                            vectors,
                            period,
                            forward,
                            allSlopes,
                            allConstants,
                            channel));
            xGradient.put(done, length, slopes, START);
        }
    }
}

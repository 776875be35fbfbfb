package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.util.Arrays;

/** Batch norm where channels lie one by one: all lanes of a vector have the same channel. */
final class PlaneNorm implements NormPasses {

    /** Two arrays of this size fit the first cache; and of so many values a sum is worth its end. */
    private static final int CHUNK = 128 * WIDTH;

    private final int channels;
    private final int pixels;
    private final boolean relu;
    private final NormLoops loops = new NormLoops();
    private final float[] values = Lanes.array(CHUNK);
    private final float[] slopes = Lanes.array(CHUNK);
    private final Storage valuesThere = Storage.of(values);
    private final Storage slopesThere = Storage.of(slopes);

    PlaneNorm(int channels, int pixels, boolean relu) {
        this.channels = channels;
        this.pixels = pixels;
        this.relu = relu;
    }

    /** Does something to some values of a channel. */
    @FunctionalInterface
    private interface Work {

        /** @param lanes the channel's place among {@link #spread} ones */
        void run(int at, int length, int lanes);
    }

    private void forEachPart(int images, Work work) {
        for (int plane = 0; plane < images * channels; plane++) {
            for (int done = 0; done < pixels; done += CHUNK) {
                work.run(plane * pixels + done, Math.min(CHUNK, pixels - done), plane % channels * WIDTH);
            }
        }
    }

    /** What is given by channel, for each lane. */
    private static float[] spread(float[] ofChannels) {
        float[] all = new float[ofChannels.length * WIDTH];
        for (int i = 0; i < all.length; i++) {
            all[i] = ofChannels[i / WIDTH];
        }
        return all;
    }

    private static void addUp(double[] ofLanes, double[] ofChannels) {
        Arrays.fill(ofChannels, 0);
        for (int i = 0; i < ofChannels.length * WIDTH; i++) {
            ofChannels[i / WIDTH] += ofLanes[i];
        }
    }

    private static int vectors(int length) {
        return (length + WIDTH - 1) / WIDTH;
    }

    /** With something that changes no sum behind them, up to the end of a vector. */
    private static void read(Storage from, int at, int length, float[] to, float rest) {
        from.get(at, length, to, START);
        Arrays.fill(to, START + length, START + vectors(length) * WIDTH, rest);
    }

    private Rescale forward(float[] factors, float[] terms) {
        return new Rescale(spread(factors), spread(terms), relu);
    }

    @Override
    public void statistics(Storage x, int images, double[] means, double[] squares) {
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            x.get(c * pixels, 1, shift, c);
        }
        float[] shifts = spread(shift);
        double[] sums = new double[shifts.length];
        double[] products = new double[shifts.length];
        forEachPart(images, (at, length, lanes) -> {
            read(x, at, length, values, shifts[lanes]);
            loops.addDifferences(valuesThere, 0, vectors(length), WIDTH, shifts, lanes);
            loops.settle(lanes, sums, products);
        });
        addUp(sums, means);
        addUp(products, squares);
        NormLoops.center(means, squares, shift, images * pixels);
    }

    @Override
    public void normalize(Storage x, int images, float[] factors, float[] terms, Storage y) {
        Rescale forward = forward(factors, terms);
        forEachPart(images, (at, length, lanes) -> {
            x.get(at, length, values, START);
            forward.apply(valuesThere, 0, valuesThere, 0, vectors(length), WIDTH, lanes);
            y.put(at, length, values, START);
        });
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
        float[] allMeans = spread(means);
        double[] allSums = new double[allMeans.length];
        double[] allProducts = new double[allMeans.length];
        forEachPart(images, (at, length, lanes) -> {
            read(x, at, length, values, 0);
            read(yGradient, at, length, slopes, 0);
            loops.addGradients(valuesThere, 0, slopesThere, 0, vectors(length), WIDTH, forward, allMeans, lanes);
            loops.settle(lanes, allSums, allProducts);
        });
        addUp(allSums, sums);
        addUp(allProducts, products);
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
        float[] allSlopes = spread(slopesOfX);
        float[] allConstants = spread(constants);
        forEachPart(images, (at, length, lanes) -> {
            x.get(at, length, values, START);
            yGradient.get(at, length, slopes, START);
            NormLoops.combine(
                    valuesThere,
                    0,
                    slopesThere,
                    0,
                    slopesThere,
                    0,
                    vectors(length),
                    WIDTH,
                    forward,
                    allSlopes,
                    allConstants,
                    lanes);
            xGradient.put(at, length, slopes, START);
        });
    }
}

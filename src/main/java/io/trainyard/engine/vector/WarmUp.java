package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small work of every kind, so that Java's compilers are done with these methods before a network comes: until then they
 * are hundreds of times slower. Meant for a time when a processor has nothing else to do, as while data is read.
 */
public final class WarmUp {

    /** Enough for the optimizing compiler to take notice of everything. */
    private static final int ROUNDS = 160;

    private static final int IMAGES = 2;

    private static final Axis STRIDED = new Axis(3, Axis.Step.TWO, 1, 8, 4, 1);

    private final int channels;
    private final Tiling tiling;
    private final Panels panels;
    private final Storage x;
    private final Storage y;
    private final FloatBuffer weights;
    private final float[] zeros;
    private final Workspace workspace = new Workspace();
    private final List<Rescale> rescales;
    private final List<Finish> finishes;

    /**
     * @param vertical whose length decides about the number of tiles, and so what they are taken in
     * @param horizontal of the same length
     * @param array whether the images lie in one
     */
    private WarmUp(Axis vertical, Axis horizontal, int channels, boolean array) {
        this.channels = channels;
        this.tiling = Tiling.of(vertical, horizontal);
        this.panels = tiling.panels(channels, channels);
        this.x = storage(array, IMAGES * channels * tiling.pixels());
        this.y = storage(array, IMAGES * channels * tiling.pixels());
        this.weights = floats(channels * channels * tiling.area());
        this.zeros = new float[channels];
        this.rescales = List.of(new Rescale(zeros, zeros, true), new Rescale(zeros, zeros, false));
        this.finishes = List.of(
                Finish.of(zeros, true, true),
                Finish.of(zeros, true, false),
                Finish.of(zeros, true, true).pooling(),
                Finish.none(channels));
    }

    /** @param padding before the images; 0 for some of which the pixels are positions */
    private static WarmUp square(int kernel, int channels, int side, int padding, boolean array) {
        Axis axis = new Axis(kernel, 1, side, side, padding);
        return new WarmUp(axis, axis, channels, array);
    }

    private static Storage storage(boolean array, int length) {
        return array ? Storage.of(Storage.array(length)) : Storage.of(bytes(length));
    }

    private static FloatBuffer floats(int length) {
        return bytes(length).asFloatBuffer();
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /** Takes a second or two. */
    public static void run() {
        List<WarmUp> kinds = List.of(
                square(3, WIDTH, 8, 1, true),
                square(3, WIDTH, 12, 1, true),
                square(3, 64, 8, 1, false),
                square(3, 32, 12, 1, true),
                square(3, 64, 2, 1, false),
                square(3, 64, 2, 0, false),
                square(5, 16, 4, 2, false),
                new WarmUp(new Axis(4, 1, 4, 4, 1), new Axis(7, 1, 4, 4, 3), WIDTH, true),
                new WarmUp(STRIDED, STRIDED, WIDTH, true));
        for (int round = 0; round < ROUNDS && !Thread.currentThread().isInterrupted(); round++) {
            for (WarmUp kind : kinds) {
                kind.run(round);
            }
        }
    }

    /** Every round something else, lest the compiler takes for granted what all have in common. */
    private void run(int round) {
        Rescale rescale = round % 3 == 0 ? null : rescales.get(round % rescales.size());
        int way = round % finishes.size();
        convolve(rescale, finishes.get(way), round % 2 == 0 ? null : zeros, way == finishes.size() - 1);
        convolveInPanels(rescale, finishes.get(way));
        normalize(WIDTH, channels, round % 2 == 0);
        normalize(channels - 3, channels - 3, round % 2 == 0);
        normalize(1, channels - 3, round % 2 == 0);
        convolvePlanes(finishes.get(way));
        new Tanh().apply(weights, weights.limit(), weights);
        int pixels = tiling.pixels();
        new Join(channels, pixels, rescale, null, round % 2 == 0).add(x, y, IMAGES, y);
        new ReluGradient().apply(x, y, IMAGES * channels * pixels, y);
        JoinGradient.Branch branch = new JoinGradient.Branch(x, sums(rescales.get(1)));
        List<Storage> parts = round % 2 == 0 ? List.of(y) : List.of(x, y);
        new JoinGradient(channels, pixels, List.of(branch)).add(x, parts, IMAGES, y);
        new DepthwiseGradient(channels, window()).sum(x, y, IMAGES);
        convolveDepthwise(rescale, 1 + round % 2, round % 3 == 0 ? null : new Moments(channels));
    }

    private Window window() {
        int side = tiling.vertical().length();
        return new Window(5, 5, 1, 1, 1, 1, side, side, 2, 2, side, side);
    }

    private void convolve(@Nullable Rescale rescale, Finish finish, float @Nullable [] scales, boolean taken) {
        float[] transformed = new float[panels.length()];
        TileWeights transform = new TileWeights(tiling, panels, panels.inputs(), panels.outputs(), 1);
        for (int block = 0; block < panels.outputBlocks(); block++) {
            transform.forward(weights, block, 0, channels, scales, transformed, panels, block);
            transform.transposed(weights, block, 0, channels, transformed, panels, block);
        }
        convolve(tiling, rescale, finish, transformed, taken);
        if (tiling.vertical().step() == Axis.Step.TWO) {
            convolve(tiling.backward(), rescale, finish, transformed, taken);
        }
        TileGradient gradient = new TileGradient(tiling, panels, rescale, workspace);
        gradient.reserve();
        gradient.sum(x, y, IMAGES, transformed);
        for (int block = 0; block < panels.outputBlocks(); block++) {
            transform.gradient(new float[][] {transformed}, panels, block, weights, block, 0, channels);
        }
    }

    private void convolve(Tiling way, @Nullable Rescale rescale, Finish finish, float[] transformed, boolean taken) {
        TileConvolution convolution = new TileConvolution(way, panels, rescale, finish, workspace);
        for (int piece = 0; piece < TileConvolution.pieces(way, panels, IMAGES); piece++) {
            convolution.run(piece, tensors(finish), transformed, taken ? new Moments(channels) : null);
        }
    }

    private Operands tensors(Finish finish) {
        return new Operands(x, IMAGES, y, finish.biased() ? null : y);
    }

    private void convolveInPanels(@Nullable Rescale rescale, Finish finish) {
        PanelConvolution convolution = new PanelConvolution(tiling, panels, IMAGES, rescale, finish, workspace);
        float[] tiles = new float[convolution.inputs().length()];
        convolution.read(tensors(finish), 0, tiles);
        convolution.multiply(0, tiles, (block, begin, end, target, layout, place) -> {});
        convolution.write(0, tensors(finish), 0);
    }

    /** Of numbers of outputs that are cut into fours and twos, and into rows that are cut likewise. */
    private void convolvePlanes(Finish finish) {
        int side = tiling.vertical().length();
        Window window = new Window(5, 5, 1, 1, 1, 1, side, side, 2, 2, side, side);
        PlaneWeights arrange = new PlaneWeights(window, 3, 6);
        float[] arranged = arrange.ofOutputs();
        arrange.forward(weights, null, arranged);
        arrange.backward(weights, arrange.ofInputs());
        PlanePixels pixels = new PlanePixels(window, 3, 3, IMAGES);
        new PlaneConvolution(window, pixels, 6, finish).run(x, IMAGES, arranged, y);
        new PlaneGradient(window, pixels, 6).sum(y, IMAGES, weights, weights);
        PlanePool pool = new PlanePool(side, side);
        float[] winners = pool.winners(IMAGES);
        pool.forward(x, IMAGES, y, winners);
        pool.backward(y, IMAGES, winners, x);
    }

    private void convolveDepthwise(@Nullable Rescale rescale, int stride, @Nullable Moments moments) {
        int side = tiling.vertical().length();
        int outputs = (side - 1) / stride + 1;
        Window window = new Window(3, 3, stride, stride, 1, 1, side, side, 1, 1, outputs, outputs);
        float[] arranged = DepthwiseWeights.array(channels);
        new DepthwiseConvolution(window, channels, rescale, moments == null, moments).run(x, IMAGES, arranged, y);
        NormGradient norm = rescale == null ? null : new NormGradient(rescale, zeros, zeros);
        NormGradientSums sums = moments == null || rescale == null ? null : sums(rescale);
        new DepthwiseBackward(window, channels, true, rescale, norm, sums).run(x, y, y, IMAGES, arranged, x);
    }

    private NormGradientSums sums(Rescale forward) {
        return new NormGradientSums(forward, zeros, new double[channels], new double[channels]);
    }

    private void normalize(int beside, int channels, boolean relu) {
        NormPasses passes = NormPasses.of(beside, channels, tiling.pixels(), relu);
        double[] sums = new double[channels];
        double[] others = new double[channels];
        passes.statistics(x, IMAGES, sums, others);
        passes.normalize(x, IMAGES, zeros, zeros, y);
        passes.gradientSums(x, y, IMAGES, zeros, zeros, zeros, sums, others);
        passes.gradient(x, y, IMAGES, zeros, zeros, zeros, zeros, y);
    }
}

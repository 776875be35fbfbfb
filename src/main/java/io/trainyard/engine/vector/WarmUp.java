package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Small work of every kind, so that Java's compilers are done with these methods before a network comes: until then they
 * are hundreds of times slower. Meant for a time when a processor has nothing else to do, as while data is read.
 */
public final class WarmUp {

    /** Enough for the optimizing compiler to take notice of everything. */
    private static final int ROUNDS = 400;

    private static final int SIDE = 8;
    private static final int IMAGES = 2;

    private final int channels;
    private final Tiling tiling = new Tiling(SIDE, SIDE, SIDE, SIDE, 1, 1);
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final FloatBuffer weights;
    private final Workspace workspace = new Workspace();

    private WarmUp(int channels) {
        this.channels = channels;
        this.x = floats(IMAGES * channels * SIDE * SIDE);
        this.y = floats(IMAGES * channels * SIDE * SIDE);
        this.weights = floats(channels * channels * 9);
    }

    private static FloatBuffer floats(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Takes a second or two. */
    public static void run() {
        WarmUp odd = new WarmUp(WIDTH);
        WarmUp even = new WarmUp(4 * WIDTH);
        for (int round = 0; round < ROUNDS && !Thread.currentThread().isInterrupted(); round++) {
            odd.convolve();
            even.convolve();
            even.convolveInPanels();
            even.normalize(true);
            even.normalize(false);
        }
    }

    private void convolve() {
        Panels panels = tiling.panels(channels, channels);
        float[] transformed = new float[panels.length()];
        TileWeights transform = new TileWeights(tiling, channels);
        for (int block = 0; block < panels.outputBlocks(); block++) {
            transform.forward(weights, block, 0, channels, null, transformed, panels, block);
            transform.transposed(weights, block, 0, channels, transformed, panels, block);
        }
        new TileConvolution(tiling, panels, null, Finish.of(new float[channels], true, true), workspace)
                .run(x, IMAGES, transformed, y);
        TileGradient gradient = new TileGradient(tiling, panels, null, workspace);
        gradient.reserve();
        gradient.sum(x, y, IMAGES, transformed);
        for (int block = 0; block < panels.outputBlocks(); block++) {
            transform.gradient(new float[][] {transformed}, panels, block, weights, block, 0, channels);
        }
    }

    private void convolveInPanels() {
        Panels panels = tiling.panels(channels, channels);
        PanelConvolution convolution =
                new PanelConvolution(tiling, panels, IMAGES, null, Finish.none(channels), workspace);
        float[] tiles = new float[convolution.inputs().length()];
        convolution.read(x, IMAGES, 0, tiles);
        convolution.multiply(0, tiles, (block, begin, end, target, layout, place) -> {});
        convolution.write(0, y, IMAGES, 0);
    }

    private void normalize(boolean relu) {
        NormPasses passes = NormPasses.of(true, channels, SIDE * SIDE, relu);
        float[] floats = new float[channels];
        double[] sums = new double[channels];
        double[] others = new double[channels];
        passes.statistics(x, IMAGES, sums, others);
        passes.normalize(x, IMAGES, floats, floats, y);
        passes.gradientSums(x, y, IMAGES, floats, floats, floats, sums, others);
        passes.gradient(x, y, IMAGES, floats, floats, floats, floats, y);
    }
}

package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.BiasGradient;
import io.trainyard.engine.vector.Panels;
import io.trainyard.engine.vector.TileGradient;
import io.trainyard.engine.vector.TileWeights;
import io.trainyard.engine.vector.Tiling;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The gradient of a convolution's weights and bias on Java's vectors. Each member of the team adds up its own images'
 * part; but where that would take more memory than all tiles do, the members share the tiles and each adds up all of
 * them for some of the output's channels.
 */
final class TiledSums {

    private final NodeMemory parameters;
    private final Share share;
    private final Panels panels;
    private final TiledMemory memory;
    private final TileWeights weights;
    private final TileGradient gradient;
    private final int tiles;
    private final int firstTile;
    private final boolean shared;
    private final int channelsAtOnce;

    TiledSums(
            NodeMemory parameters, Share share, Tiling tiling, Panels panels, TiledMemory memory, TileWeights weights) {
        this.parameters = parameters;
        this.share = share;
        this.panels = panels;
        this.memory = memory;
        this.weights = weights;
        this.gradient = new TileGradient(tiling, panels, memory.workspaces().get(share.member()));
        this.tiles = tiling.tiles(share.batch());
        this.firstTile = tiling.tiles(share.first());
        this.shared = TiledDirection.sharesTiles(share, tiling, panels);
        this.channelsAtOnce = panels.channelsInCache();
        reserve();
    }

    private void reserve() {
        Panels summed = shared ? panels.part(0, channelsAtOnce) : panels;
        memory.sums().get(share.member()).reserve(summed.length());
        if (shared) {
            memory.inputs().reserve(gradient.inputTiles(tiles).length());
            memory.gradients().reserve(gradient.gradientTiles(tiles).length());
        } else {
            gradient.reserve();
        }
    }

    void add(List<Runnable> calls, FloatBuffer x, FloatBuffer yGradient) {
        FloatBuffer target = parameters.gradient(Kind.WEIGHT).buffer();
        calls.add(share.meeting()::await);
        if (shared) {
            addByOutputs(calls, x, yGradient, target);
        } else {
            addByImages(calls, x, yGradient, target);
        }
        if (parameters.has(Kind.BIAS)) {
            addBias(calls, yGradient);
        }
    }

    private void addByImages(List<Runnable> calls, FloatBuffer x, FloatBuffer yGradient, FloatBuffer target) {
        calls.add(() -> gradient.sum(
                x, yGradient, share.size(), memory.sums().get(share.member()).array()));
        calls.add(share.meeting()::await);
        calls.add(() -> {
            float[][] parts = memory.sums().subList(0, share.meeting().size()).stream()
                    .map(Scratch::array)
                    .toArray(float[][]::new);
            share.pieces(panels.outputBlocks())
                    .forEach(block -> weights.gradient(parts, panels, block, target, block, 0, panels.inputs()));
        });
    }

    private void addByOutputs(List<Runnable> calls, FloatBuffer x, FloatBuffer yGradient, FloatBuffer target) {
        calls.add(() -> gradient.read(
                x,
                yGradient,
                share.size(),
                memory.inputs().array(),
                memory.gradients().array(),
                firstTile,
                tiles));
        calls.add(share.meeting()::await);
        calls.add(() -> share.pieces(panels.count()).forEach(panel -> addPanel(2 * panel, target)));
    }

    private void addPanel(int block, FloatBuffer target) {
        float[] sums = memory.sums().get(share.member()).array();
        for (int begin = 0; begin < panels.inputs(); begin += channelsAtOnce) {
            int end = Math.min(panels.inputs(), begin + channelsAtOnce);
            Panels part = panels.part(block, end - begin);
            gradient.multiply(memory.inputs().array(), memory.gradients().array(), tiles, block, begin, part, sums);
            for (int place = 0; place < part.outputBlocks(); place++) {
                weights.gradient(new float[][] {sums}, part, place, target, block + place, begin, end);
            }
        }
    }

    private void addBias(List<Runnable> calls, FloatBuffer yGradient) {
        FloatBuffer target = parameters.gradient(Kind.BIAS).buffer();
        int pixels = (int) (parameters.node().output().size() / panels.outputs());
        BiasGradient bias = new BiasGradient(panels.outputs(), pixels);
        double[][] sums = share.meeting()
                .common(
                        List.of(parameters.node(), Kind.BIAS),
                        () -> new double[share.meeting().size()][panels.outputs()]);
        calls.add(() -> bias.sum(yGradient, share.size(), sums[share.member()]));
        calls.add(share.meeting()::await);
        if (share.isFirst()) {
            calls.add(() -> write(sums, target));
        }
    }

    private static void write(double[][] parts, FloatBuffer target) {
        for (int i = 0; i < target.limit(); i++) {
            double sum = 0;
            for (double[] part : parts) {
                sum += part[i];
            }
            target.put(i, (float) sum);
        }
    }
}

package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.Panels;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.engine.vector.TileGradient;
import io.trainyard.engine.vector.TileWeights;
import io.trainyard.engine.vector.Tiling;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    private final List<Scratch> sums;
    private final Pile pile;
    private final @Nullable BiasSums bias;

    TiledSums(
            NodeMemory parameters,
            Share share,
            Pass pass,
            Tiling tiling,
            Panels panels,
            @Nullable Rescale rescale,
            TiledMemory memory,
            TileWeights weights) {
        this.parameters = parameters;
        this.share = share;
        this.panels = panels;
        this.memory = memory;
        this.weights = weights;
        this.gradient =
                new TileGradient(tiling, panels, rescale, memory.workspaces().get(share.member()));
        this.tiles = tiling.tiles(share.batch());
        this.firstTile = tiling.tiles(share.first());
        this.shared = TiledDirection.sharesTiles(share, tiling, panels);
        this.channelsAtOnce = panels.channelsInCache();
        this.pile = share.pile(List.of(parameters.node(), "gradient"));
        this.sums = shared ? memory.sums() : ownSums();
        this.bias = parameters.has(Kind.BIAS)
                ? new BiasSums(parameters, share, pass.stored(parameters.node().output()))
                : null;
        reserve();
    }

    /** By member; kept until all have theirs. */
    private List<Scratch> ownSums() {
        return IntStream.range(0, share.meeting().size())
                .mapToObj(member -> memory.kept(List.of(parameters.node(), member), panels.length()))
                .toList();
    }

    private void reserve() {
        if (shared) {
            sums.get(share.member()).reserve(panels.part(0, channelsAtOnce).length());
            memory.inputs().reserve(gradient.inputTiles(tiles).length());
            memory.gradients().reserve(gradient.gradientTiles(tiles).length());
        } else {
            gradient.reserve();
        }
    }

    Stages stages(Storage x, Storage yGradient) {
        List<Runnable> second = new ArrayList<>();
        second.add(shared ? this::addByOutputs : addOwn(x, yGradient));
        if (bias != null) {
            bias.add(second, yGradient);
        }
        return new Stages(shared, shared ? () -> read(x, yGradient) : () -> {}, () -> second.forEach(Runnable::run));
    }

    private Runnable addOwn(Storage x, Storage yGradient) {
        Scratch own = sums.get(share.member());
        return () -> gradient.sum(x, yGradient, share.size(), own.array());
    }

    private void read(Storage x, Storage yGradient) {
        float[] v = memory.inputs().array();
        float[] y = memory.gradients().array();
        gradient.read(x, yGradient, share.size(), v, y, firstTile, tiles);
    }

    /** Puts together what each member has of its images. */
    void conclude(List<Runnable> calls) {
        if (!shared) {
            FloatBuffer target = parameters.gradient(Kind.WEIGHT).buffer();
            calls.add(() -> {
                float[][] parts = sums.stream().map(Scratch::array).toArray(float[][]::new);
                pile.take(
                        panels.outputBlocks(),
                        block -> weights.gradient(parts, panels, block, target, block, 0, panels.inputs()));
            });
        }
        if (bias != null) {
            bias.conclude(calls);
        }
    }

    private void addByOutputs() {
        FloatBuffer target = parameters.gradient(Kind.WEIGHT).buffer();
        pile.take(panels.bundles(), bundle -> addBundle(Panels.firstBlock(bundle), target));
    }

    private void addBundle(int block, FloatBuffer target) {
        float[] array = sums.get(share.member()).array();
        for (int begin = 0; begin < panels.inputs(); begin += channelsAtOnce) {
            int end = Math.min(panels.inputs(), begin + channelsAtOnce);
            Panels part = panels.part(block, end - begin);
            gradient.multiply(memory.inputs().array(), memory.gradients().array(), tiles, block, begin, part, array);
            for (int place = 0; place < part.outputBlocks(); place++) {
                weights.gradient(new float[][] {array}, part, place, target, block + place, begin, end);
            }
        }
    }
}

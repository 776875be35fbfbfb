package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Finish;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.Operands;
import io.trainyard.engine.vector.PanelConvolution;
import io.trainyard.engine.vector.PanelConvolution.Weights;
import io.trainyard.engine.vector.Panels;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.TileConvolution;
import io.trainyard.engine.vector.Tiling;
import io.trainyard.engine.vector.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member's calls of a convolution on Java's vectors, forward or back to the input. Either the members transform the
 * weights together, before they meet, and each convolves its own images; or, where these weights would take more memory than
 * all tiles, they transform the images together, and each computes some of the output's channels, as many as it gets to. Then
 * they have to meet in between, and behind it.
 *
 * @param tiles of the whole batch, where the members share them
 * @param rescale what is still to be done to the inputs
 * @param moments to be taken of this member's outputs, by piece of its images; none for no moments
 * @param keeps whether weights are kept that take no more memory than in the parameters, as pixels are positions
 * @param key of these calls, for what the members have in common
 */
record TiledDirection(
        Share share,
        TiledMemory memory,
        Scratch tiles,
        Tiling tiling,
        Panels panels,
        @Nullable Rescale rescale,
        Finish finish,
        List<Moments> moments,
        Weights weights,
        boolean keeps,
        Object key) {

    /** Whether members had better share the tiles of a batch than the weights. */
    static boolean sharesTiles(Share share, Tiling tiling, Panels panels) {
        long ofOneTile = (long) tiling.inputs(panels.allInputs(), 1).positions() * panels.allInputs()
                + (long) tiling.outputs(panels.outputs(), 1).positions() * panels.outputs();
        return (long) panels.length() * share.meeting().size() > ofOneTile * tiling.tiles(share.batch());
    }

    private boolean sharesTiles() {
        return sharesTiles(share, tiling, panels);
    }

    /** To be done by all before {@link #stages} are. */
    void prepare(List<Runnable> calls) {
        if (!sharesTiles() || keepsWeights()) {
            Scratch transformed = transformed();
            Pile bundles = share.pile(List.of(key, "weights"));
            calls.add(() -> bundles.take(panels.bundles(), bundle -> {
                int first = Panels.firstBlock(bundle);
                weights.write(first, 0, panels.inputs(), transformed.array(), panels, first);
            }));
        }
    }

    private boolean keepsWeights() {
        return keeps && tiling.isWhole();
    }

    /** While a member is busy with something else between the stages, others may already help it with the convolution. */
    Stages stages(Operands tensors) {
        return sharesTiles() ? byOutputs(tensors) : byImages(tensors);
    }

    /** Whoever does a piece does it with a convolution of its own. */
    private Stages byImages(Operands tensors) {
        List<TileConvolution> convolutions = share.meeting().common(key, ArrayList::new);
        convolutions.add(new TileConvolution(tiling, panels, rescale, finish, workspace()));
        Scratch transformed = transformed();
        Pieces pieces = new Pieces(
                share.meeting(),
                share.member(),
                TileConvolution.pieces(tiling, panels, share.size()),
                (worker, piece) -> convolutions.get(worker).run(piece, tensors, transformed.array(), momentsOf(piece)));
        return new Stages(false, pieces::offer, pieces::finish);
    }

    private @Nullable Moments momentsOf(int piece) {
        return moments.isEmpty() ? null : moments.get(piece);
    }

    private Stages byOutputs(Operands tensors) {
        PanelConvolution convolution =
                new PanelConvolution(tiling, panels, share.batch(), rescale, finish, workspace());
        List<Operands> all = share.meeting().common(key, ArrayList::new);
        all.add(tensors);
        tiles.reserve(convolution.inputs().length());
        Pile bundles = share.pile(List.of(key, "bundles"));
        Scratch kept = keepsWeights() ? transformed() : null;
        return new Stages(
                true,
                () -> convolution.read(tensors, share.first(), tiles.array()),
                () -> bundles.take(panels.bundles(), bundle -> {
                    int block = Panels.firstBlock(bundle);
                    if (kept == null) {
                        convolution.multiply(block, tiles.array(), weights);
                    } else {
                        convolution.multiply(block, tiles.array(), kept.array());
                    }
                    for (int member = 0; member < all.size(); member++) {
                        convolution.write(
                                block, all.get(member), share.of(member).first());
                    }
                }));
    }

    private Scratch transformed() {
        return memory.kept(key, panels.length());
    }

    private Workspace workspace() {
        return memory.workspaces().get(share.member());
    }
}

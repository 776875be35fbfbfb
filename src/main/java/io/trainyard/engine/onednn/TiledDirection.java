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
 * weights together, before the pass, and each convolves its own images; or, where these weights would take more memory than
 * all tiles, they transform the images together, and each computes some of the output's channels, as many as it gets to.
 *
 * @param rescale what is still to be done to the inputs
 * @param moments to be taken of this member's outputs, by piece of its images; none for no moments
 * @param keeps whether weights are kept that take no more memory than in the parameters, as pixels are positions
 * @param key of these calls, for what the members have in common
 */
record TiledDirection(
        Share share,
        TiledMemory memory,
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
        long ofOneTile = (long) tiling.inputs(panels.inputs(), 1).positions() * panels.inputs()
                + (long) tiling.outputs(panels.outputs(), 1).positions() * panels.outputs();
        return (long) panels.length() * share.meeting().size() > ofOneTile * tiling.tiles(share.batch());
    }

    /** To be done by all before {@link #add} is. */
    void prepare(List<Runnable> calls) {
        if (!sharesTiles(share, tiling, panels) || keepsWeights()) {
            Scratch transformed = transformed();
            Pile groups = share.pile(List.of(key, "weights"));
            calls.add(() -> groups.take(panels.groups(), group -> {
                int first = Panels.firstBlock(group);
                for (int block = first; block < first + panels.groupBlocks(first); block++) {
                    weights.write(block, 0, panels.inputs(), transformed.array(), panels, block);
                }
            }));
        }
    }

    private boolean keepsWeights() {
        return keeps && tiling.isDirect();
    }

    /** @param meanwhile what this member does of its own while others may already help it with the convolution */
    void add(List<Runnable> calls, Operands tensors, List<Runnable> meanwhile) {
        if (sharesTiles(share, tiling, panels)) {
            calls.addAll(meanwhile);
            addByOutputs(calls, tensors);
        } else {
            Pieces pieces = pieces(tensors);
            calls.add(pieces::offer);
            calls.addAll(meanwhile);
            calls.add(pieces::finish);
        }
    }

    /** Of this member's images; whoever does one does it with a convolution of its own. */
    private Pieces pieces(Operands tensors) {
        List<TileConvolution> convolutions = share.meeting().common(key, ArrayList::new);
        convolutions.add(new TileConvolution(tiling, panels, rescale, finish, workspace()));
        Scratch transformed = transformed();
        return new Pieces(
                share.meeting(),
                share.member(),
                TileConvolution.pieces(tiling, panels, share.size()),
                (worker, piece) -> convolutions.get(worker).run(piece, tensors, transformed.array(), momentsOf(piece)));
    }

    private @Nullable Moments momentsOf(int piece) {
        return moments.isEmpty() ? null : moments.get(piece);
    }

    private void addByOutputs(List<Runnable> calls, Operands tensors) {
        PanelConvolution convolution =
                new PanelConvolution(tiling, panels, share.batch(), rescale, finish, workspace());
        List<Operands> all = share.meeting().common(key, ArrayList::new);
        all.add(tensors);
        memory.inputs().reserve(convolution.inputs().length());
        Pile groups = share.pile(List.of(key, "groups"));
        Scratch kept = keepsWeights() ? transformed() : null;
        calls.add(share::await);
        calls.add(() -> convolution.read(tensors, share.first(), memory.inputs().array()));
        calls.add(share::await);
        calls.add(() -> groups.take(panels.groups(), group -> {
            int block = Panels.firstBlock(group);
            if (kept == null) {
                convolution.multiply(block, memory.inputs().array(), weights);
            } else {
                convolution.multiply(block, memory.inputs().array(), kept.array());
            }
            for (int member = 0; member < all.size(); member++) {
                convolution.write(block, all.get(member), share.of(member).first());
            }
        }));
        calls.add(share::await);
    }

    private Scratch transformed() {
        return memory.kept(key, panels.length());
    }

    private Workspace workspace() {
        return memory.workspaces().get(share.member());
    }
}

package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Channels that do not fill whole blocks: whether they had better lie in blocks all the same, of which the last one is filled up with zeros.
 * The library's convolutions need not multiply these zeros where channels lie last; but one on Java's vectors may save more than
 * that costs, and depthwise kernels are faster in blocks.
 */
final class PaddedChannels {

    private PaddedChannels() {}

    /** Numbers of them that a network has, with Java's vectors. */
    static Set<Integer> of(Graph graph) {
        Pass padded = new Pass(1, false, true, partlyFilled(graph));
        return graph.nodes().stream()
                .filter(node -> node.is(Layer.Conv2d.class))
                .filter(node -> likesBlocks(padded, node, (Layer.Conv2d) Fusion.layer(node)))
                .flatMap(PaddedChannels::channels)
                .filter(padded.padded()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Integer> partlyFilled(Graph graph) {
        Pass plain = new Pass(1, false, true, Set.of());
        return graph.nodes().stream()
                .flatMap(node -> Stream.of(node.input(), node.output()))
                .filter(shape -> shape.isMap() && shape.channels() > Pass.CHANNELS_OF_IMAGES)
                .filter(shape -> !plain.isBlocked(shape) && !plain.isPlanar(shape))
                .map(Shape::channels)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Integer> channels(Node node) {
        return Stream.of(node.input().channels(), node.output().channels());
    }

    private static boolean likesBlocks(Pass padded, Node node, Layer.Conv2d conv) {
        return TiledKernel.suits(padded, node.input(), node.output(), conv)
                || UnshuffledKernel.suits(padded, node, conv)
                || DepthwiseSums.isPossible(padded, node, conv);
    }
}

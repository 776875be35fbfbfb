package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.PixelUnshuffle;
import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes the kernel of another one can do as well, since nobody else takes the value in between. */
record Fusion(Graph graph, Pass pass) {

    private static final Size TWO = Size.square(2);

    /** Of kernels whose tiles may have 3x3 or 5x5 outputs. */
    private static final int SIDE_OF_ODD_TILES = 4;

    static final Layer POOL = new Layer.MaxPool2d(TWO, TWO, Size.square(0));

    static boolean isNorm(Node node) {
        return node.is(BatchNorm.class);
    }

    static Layer layer(Node node) {
        return ((Node.Apply) node.operation()).layer();
    }

    Node before(Node node) {
        return graph.nodes().get(node.inputs().get(0));
    }

    /** Whether the ReLU behind this node can be done by its kernel. */
    boolean endsInRelu(Node node) {
        boolean able = node.operation() instanceof Node.Add
                || node.is(Layer.Conv2d.class)
                || node.is(Layer.Linear.class)
                || isNorm(node);
        List<Node> consumers = graph.consumers(node);
        return able && consumers.size() == 1 && consumers.get(0).is(Layer.Relu.class);
    }

    /** Whether this is a ReLU that the kernel before it does. */
    boolean isApplied(Node node) {
        return node.is(Layer.Relu.class) && node.inputs().get(0) != Node.IMAGES && endsInRelu(before(node));
    }

    /** Whether the convolution before this batch norm does it, in evaluation. */
    boolean isFolded(Node node) {
        return !pass.training()
                && isNorm(node)
                && node.inputs().get(0) != Node.IMAGES
                && before(node).is(Layer.Conv2d.class)
                && graph.consumers(before(node)).size() == 1;
    }

    /** The last node that a convolution's kernel does of a batch norm and a ReLU behind it; itself if there is none. */
    Node last(Node convolution) {
        Node last = lastLinear(convolution);
        return endsInRelu(last) ? graph.consumers(last).get(0) : last;
    }

    /** The same without the ReLU. */
    Node lastLinear(Node convolution) {
        List<Node> consumers = graph.consumers(convolution);
        return !consumers.isEmpty() && isFolded(consumers.get(0)) ? consumers.get(0) : convolution;
    }

    /** The activation other than ReLU behind it all, in evaluation. */
    @Nullable
    Activation function(Node convolution) {
        List<Node> consumers = graph.consumers(lastLinear(convolution));
        boolean able = !pass.training()
                && consumers.size() == 1
                && consumers.get(0).is(Activation.class)
                && !consumers.get(0).is(Layer.Relu.class);
        return able ? (Activation) layer(consumers.get(0)) : null;
    }

    /** Whether a 2x2 max pool can be done with it all, in evaluation. A dilated kernel's rows are not done beside each other. */
    boolean endsInPool(Node convolution) {
        List<Node> consumers = graph.consumers(last(convolution));
        return !pass.training()
                && hasEvenTiles((Layer.Conv2d) layer(convolution))
                && consumers.size() == 1
                && consumers.get(0).operation() instanceof Node.Apply apply
                && apply.layer().equals(POOL);
    }

    /** Whether windows of 2x2 never are in two tiles. */
    private static boolean hasEvenTiles(Layer.Conv2d conv) {
        int side = tiledSide(conv);
        return conv.dilation().equals(Size.square(1)) && side > 1 && side != SIDE_OF_ODD_TILES;
    }

    /** The kernel's rows after {@link UnshuffledKernel} or {@link PiecedKernel}. */
    private static int tiledSide(Layer.Conv2d conv) {
        int side = conv.kernelSize().height();
        int stride = conv.stride().height();
        if (stride > 1) {
            return PixelUnshuffle.side(side, stride);
        }
        return side < PiecedKernel.LEAST_KERNEL
                ? side
                : PiecedKernel.ofPiece(conv).height();
    }

    /**
     * The sum at the end of a residual block.
     *
     * @param addend the node whose output is added
     */
    record Sum(Node node, int addend) {}

    /** The one that can be done with a convolution, in evaluation, since the other branch is there before. */
    @Nullable
    Sum sum(Node convolution) {
        Node last = lastLinear(convolution);
        List<Node> consumers = graph.consumers(last);
        if (pass.training() || consumers.size() != 1 || !(consumers.get(0).operation() instanceof Node.Add)) {
            return null;
        }
        List<Integer> terms = consumers.get(0).inputs();
        int addend = terms.get(terms.get(0) == last.index() ? 1 : 0);
        return addend != Node.IMAGES && addend < convolution.index() ? new Sum(consumers.get(0), addend) : null;
    }

    /** The first node of those that {@link #last} goes along, backwards; itself if it is none of them. */
    Node first(Node last) {
        Node first = isApplied(last) ? before(last) : last;
        return isFolded(first) ? before(first) : first;
    }
}

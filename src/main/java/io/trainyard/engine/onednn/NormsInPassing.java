package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.NormGradient;
import io.trainyard.engine.vector.NormGradientSums;
import io.trainyard.engine.vector.Rescale;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What nodes on Java's vectors can do for the batch norms before and behind them, in training. */
record NormsInPassing(Fusion fusion, KernelKinds kinds, InPassing inPassing) {

    /** What is still to be done to that input. */
    @Nullable
    Rescale rescale(Node node, int input) {
        return inPassing.rescales().get(node.inputs().get(input));
    }

    /** Those of its output, if a batch norm behind it wants them. */
    void takeMoments(Node node, Supplier<List<Moments>> moments) {
        List<Node> consumers = graph().consumers(node);
        if (fusion.pass().training() && consumers.size() == 1 && Fusion.isNorm(consumers.get(0))) {
            inPassing.moments().put(node.index(), moments.get());
        }
    }

    /** Those of an input's gradient, if a batch norm before it wants them, and nobody else reads the input. */
    @Nullable
    NormGradientSums takeSums(Node node, int input) {
        int index = node.inputs().get(input);
        SplitNormKernel norm = inPassing.deferred().get(index);
        return norm == null || graph().consumers(graph().nodes().get(index)).size() > 1 ? null : norm.leaveSums();
    }

    /** What is still to be done to the gradient of its output; known when all kernels are chosen. */
    @Nullable
    NormGradient gradient(Node node) {
        return inPassing.gradients().get(node.index());
    }

    /** Whether all who read what this batch norm gives can rescale its input themselves. */
    boolean isDeferred(Node norm) {
        List<Node> readers = graph().consumers(last(norm));
        return fusion.pass().training()
                && !readers.isEmpty()
                && readers.stream().allMatch(kinds::canRescale);
    }

    /** Leaves to others what they can do for this batch norm. */
    void leave(Node norm, SplitNormKernel kernel) {
        if (isDeferred(norm)) {
            inPassing.defer(kernel, norm.index(), last(norm).index());
        }
        if (isOnlyReaderOfDepthwise(norm)) {
            inPassing.gradients().put(norm.inputs().get(0), kernel.leaveGradient());
        }
    }

    /** The ReLU behind it, if its kernel does that, too. */
    private Node last(Node norm) {
        return fusion.endsInRelu(norm) ? graph().consumers(norm).get(0) : norm;
    }

    private boolean isOnlyReaderOfDepthwise(Node norm) {
        return norm.inputs().get(0) != Node.IMAGES
                && kinds.isDepthwise(fusion.before(norm))
                && graph().consumers(fusion.before(norm)).size() == 1;
    }

    private Graph graph() {
        return fusion.graph();
    }
}

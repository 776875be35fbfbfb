package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import org.jspecify.annotations.Nullable;

/**
 * What kind of kernel a node has, as far as those of other nodes depend on it.
 *
 * @param vectors whether there are Java's
 */
record KernelKinds(Fusion fusion, boolean vectors) {

    /** The convolution that does this sum. */
    @Nullable
    Node summing(Node sum) {
        return sum.inputs().stream()
                .filter(input -> input != Node.IMAGES)
                .map(input -> fusion.first(fusion.graph().nodes().get(input)))
                .filter(first -> first.is(Layer.Conv2d.class))
                .filter(first -> does(first, sum))
                .findFirst()
                .orElse(null);
    }

    private boolean does(Node convolution, Node sum) {
        Fusion.Sum own = sum(convolution);
        return own != null && own.node().equals(sum);
    }

    /** The sum that this convolution does. The library would have what it adds copied out of an array. */
    Fusion.@Nullable Sum sum(Node convolution) {
        Fusion.Sum sum = fusion.sum(convolution);
        if (sum == null || canRescale(convolution)) {
            return sum;
        }
        boolean able = !isUnshuffled(convolution)
                && !isPieced(convolution)
                && !isPlane(convolution)
                && ConvolutionKernel.adds((Layer.Conv2d) Fusion.layer(convolution))
                && !isMadeOnVectors(fusion.graph().nodes().get(sum.addend()));
        return able ? sum : null;
    }

    private boolean isMadeOnVectors(Node node) {
        Node first = fusion.first(node);
        if (first.operation() instanceof Node.Add) {
            Node convolution = summing(first);
            return convolution == null ? canRescale(first) : canRescale(convolution);
        }
        return canRescale(first) || isConvolutionOnVectors(first);
    }

    /** The activation other than ReLU that this convolution does. Java's tanh is faster than the library's. */
    @Nullable
    Activation function(Node convolution) {
        Activation function = isConvolutionOnVectors(convolution) ? null : fusion.function(convolution);
        return vectors && function instanceof Activation.Tanh ? null : function;
    }

    /** Whether the convolution before this activation does it, by {@link #function}. */
    boolean isDone(Node activation) {
        if (activation.is(Layer.Relu.class) || activation.inputs().get(0) == Node.IMAGES) {
            return false;
        }
        Node first = fusion.first(fusion.before(activation));
        return first.is(Layer.Conv2d.class)
                && fusion.lastLinear(first).equals(fusion.before(activation))
                && function(first) != null;
    }

    private boolean isConvolutionOnVectors(Node node) {
        return node.is(Layer.Conv2d.class)
                && (canRescale(node) || isUnshuffled(node) || isPieced(node) || isPlane(node));
    }

    /** Whether its kernel is on Java's vectors, and takes inputs that are still to be rescaled. */
    boolean canRescale(Node node) {
        if (!vectors || !fusion.pass().isBlocked(node.input())) {
            return false;
        }
        return node.operation() instanceof Node.Add || isTiled(node) || isDepthwise(node);
    }

    /** Whether it is a convolution whose weights are transformed for Winograd's algorithms. */
    boolean isTransformed(Node node) {
        return isTiled(node) || node.is(Layer.Conv2d.class) && (isUnshuffled(node) || isPieced(node));
    }

    private boolean isTiled(Node node) {
        return node.is(Layer.Conv2d.class)
                && TiledKernel.suits(fusion.pass(), node.input(), node.output(), (Layer.Conv2d) Fusion.layer(node));
    }

    /** Whether its kernel does the derivative of a ReLU behind it as well as the ReLU. */
    boolean doesDerivative(Node node) {
        return Fusion.isNorm(node) || gathers(node);
    }

    /**
     * Whether it is the end of a residual block that does on the way back what lies behind it and before it, with the ReLU. Where all is on
     * Java's vectors, and so in arrays, single passes were as fast.
     */
    boolean gathers(Node node) {
        if (!(node.operation() instanceof Node.Add) || !canRescale(node) || !fusion.endsInRelu(node)) {
            return false;
        }
        Node relu = fusion.graph().consumers(node).get(0);
        return !fusion.graph().consumers(relu).stream().allMatch(this::canRescale);
    }

    /** Whether it is a depthwise convolution on Java's vectors. */
    boolean isDepthwise(Node node) {
        return vectors
                && node.is(Layer.Conv2d.class)
                && DepthwiseKernel.suits(fusion.pass(), node, (Layer.Conv2d) Fusion.layer(node));
    }

    boolean isUnshuffled(Node node) {
        return vectors && UnshuffledKernel.suits(fusion.pass(), node, (Layer.Conv2d) Fusion.layer(node));
    }

    boolean isPieced(Node node) {
        return vectors && PiecedKernel.suits(fusion.pass(), node, (Layer.Conv2d) Fusion.layer(node));
    }

    /** Whether it is a convolution on Java's vectors of few channels. */
    boolean isPlane(Node convolution) {
        return PlaneKernel.suits(fusion.pass(), convolution, (Layer.Conv2d) Fusion.layer(convolution));
    }

    /** Whether the convolution before this max pool does it. */
    boolean isPooled(Node node) {
        if (node.inputs().get(0) == Node.IMAGES) {
            return false;
        }
        Node first = fusion.first(fusion.before(node));
        return isConvolutionOnVectors(first) && fusion.endsInPool(first);
    }
}

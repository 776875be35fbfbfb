package io.trainyard.engine.network;

import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * One tensor's place in the network's flat parameter vector, where the nodes follow each other. Inside of one the order
 * is DL4J's: a convolution's bias goes before its weights [out, in / groups, kh, kw]; a linear layer's weights are
 * stored by output, as PyTorch's [out, in]; batch norm has scale and shift, where it is affine,
 * running mean, running variance.
 *
 * @param node index of the {@link Node} that it belongs to
 * @param fanIn values that one output sums over; 0 for batch norm
 * @param fanOut outputs that one input reaches; 0 for batch norm
 * @param center the place of a kernel's middle among its pixels; 0 where there is no kernel
 */
public record Parameter(
        int node, String type, Kind kind, long offset, long length, long fanIn, long fanOut, int center) {

    public Parameter(int node, String type, Kind kind, long offset, long length, long fanIn, long fanOut) {
        this(node, type, kind, offset, length, fanIn, fanOut, 0);
    }

    public enum Kind {
        WEIGHT(true, true),
        BIAS(true, false),
        SCALE(true, false),
        SHIFT(true, false),
        RUNNING_MEAN(false, false),
        RUNNING_VARIANCE(false, false);

        private final boolean trainable;
        private final boolean proper;

        Kind(boolean trainable, boolean proper) {
            this.trainable = trainable;
            this.proper = proper;
        }

        public boolean trainable() {
            return trainable;
        }

        /** Neither a bias nor batch norm's. */
        public boolean isProperWeight() {
            return proper;
        }
    }

    private static final List<Kind> NORM = List.of(Kind.SCALE, Kind.SHIFT, Kind.RUNNING_MEAN, Kind.RUNNING_VARIANCE);
    private static final List<Kind> STATISTICS = List.of(Kind.RUNNING_MEAN, Kind.RUNNING_VARIANCE);

    /** All of a network, in the order in which they lie. */
    public static List<Parameter> of(Graph graph) {
        List<Parameter> parameters = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Node.Apply apply) {
                append(parameters, node, apply.layer());
            }
        }
        return List.copyOf(parameters);
    }

    private static void append(List<Parameter> parameters, Node node, Layer layer) {
        if (layer instanceof Layer.Conv2d conv) {
            appendConvolution(parameters, node, conv);
        } else if (layer instanceof Layer.Linear linear) {
            long in = node.input().channels();
            long out = linear.outFeatures();
            append(parameters, node, Kind.WEIGHT, in * out, in, out, 0);
            if (linear.bias()) {
                append(parameters, node, Kind.BIAS, out, in, out, 0);
            }
        } else if (layer instanceof BatchNorm norm) {
            for (Kind kind : norm.affine() ? NORM : STATISTICS) {
                append(parameters, node, kind, node.input().channels(), 0, 0, 0);
            }
        }
    }

    private static void appendConvolution(List<Parameter> parameters, Node node, Layer.Conv2d conv) {
        Layer.Size kernel = conv.kernelSize();
        long fanIn = node.input().channels() / conv.groups() * kernel.area();
        long fanOut = conv.outChannels() * kernel.area();
        int center = kernel.height() / 2 * kernel.width() + kernel.width() / 2;
        if (conv.bias()) {
            append(parameters, node, Kind.BIAS, conv.outChannels(), fanIn, fanOut, 0);
        }
        append(parameters, node, Kind.WEIGHT, conv.outChannels() * fanIn, fanIn, fanOut, center);
    }

    private static void append(
            List<Parameter> parameters, Node node, Kind kind, long length, long fanIn, long fanOut, int center) {
        long offset =
                parameters.isEmpty() ? 0 : parameters.get(parameters.size() - 1).end();
        String type = ((Node.Apply) node.operation()).layer().type();
        parameters.add(new Parameter(node.index(), type, kind, offset, length, fanIn, fanOut, center));
    }

    /** Rows of a weight matrix, channels of a convolution. */
    public int outputs() {
        return Math.toIntExact(length / fanIn);
    }

    public long end() {
        return offset + length;
    }
}

package io.trainyard.engine.network;

/**
 * One tensor's place in the network's flat parameter vector. DL4J's own order: a convolution's bias goes before its
 * weights [out, in, kh, kw]; a linear layer's weights are stored by output, as PyTorch's [out, in]; batch norm has
 * scale, shift, running mean, running variance.
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

    /** Rows of a weight matrix, channels of a convolution. */
    public int outputs() {
        return Math.toIntExact(length / fanIn);
    }

    public long end() {
        return offset + length;
    }
}

package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;

/**
 * How a batch is cut where a network has few weights and large activations, so that these stay in the cache from one
 * convolution to the next. In evaluation alone, where images know nothing of each other.
 *
 * @param images of a chunk, about; {@link #NONE} for no chunks
 */
record Chunks(int images) {

    static final int NONE = Integer.MAX_VALUE;

    /** Bytes of the largest activation for each member: one and the next should fit into its part of the caches. */
    private static final long CACHE = 1 << 21;

    /**
     * @param least images of a chunk, for each member
     * @param many so many times the weights must a chunk's activations be, since it goes through all of them
     */
    private record Limits(long least, long many) {

        /** Transformed weights are several times as many, and with fewer images a convolution's rows of tiles are too short a work. */
        private static final Limits OF_TILES = new Limits(16, 20);

        private static final Limits OF_PIXELS = new Limits(8, 2);
    }

    static Chunks of(KernelKinds kinds, long weights, int members) {
        Graph graph = kinds.fusion().graph();
        Limits limits = graph.nodes().stream().anyMatch(kinds::isTransformed) ? Limits.OF_TILES : Limits.OF_PIXELS;
        long[] outputs = graph.nodes().stream()
                .filter(node -> node.is(Layer.Conv2d.class))
                .map(Node::output)
                .mapToLong(shape -> shape.size())
                .toArray();
        long largest = 1;
        long all = 0;
        for (long output : outputs) {
            largest = Math.max(largest, output);
            all += output;
        }
        long images = Math.max(limits.least(), CACHE / (largest * Float.BYTES)) * members;
        return new Chunks(all * images >= limits.many() * weights ? (int) images : NONE);
    }

    /** Of a batch of that size; they differ by one image at most. */
    int count(int batch) {
        return (int) (((long) batch + images - 1) / images);
    }
}

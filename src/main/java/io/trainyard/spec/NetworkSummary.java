package io.trainyard.spec;

import java.util.List;

/** What shape inference finds out about a network. */
public record NetworkSummary(ImageShape input, List<LayerSummary> layers, long totalParameters, long totalFlops) {

    private static final int BYTES_PER_FLOAT = 4;

    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /**
     * What training holds at least: parameters, their gradients and what else is kept for each of them; of every image in
     * the batch the input, and each layer's output with its gradient. Work space and the runtime itself come on top.
     *
     * @param buffers per parameter, see {@link ExperimentSpec#buffersPerParameter}
     */
    public long estimatedMemoryBytes(int batchSize, int buffers) {
        long outputs = layers.stream()
                .mapToLong(layer -> new Shape(layer.outputShape()).size())
                .sum();
        long perParameter = 2L + buffers;
        return BYTES_PER_FLOAT * (totalParameters * perParameter + batchSize * (input.size() + 2 * outputs));
    }

    /**
     * A layer, or a residual block, whose own part is the addition; the layers in it follow it, those of its shortcut
     * last.
     *
     * @param index 0-based position in {@code model.layers}, of the outermost block for a layer in one
     * @param path where it stands in {@code model.layers}, as PyTorch would name it: {@code 4}, {@code 4.layers.0}
     * @param type as in the spec; {@code residual} for a block
     * @param outputShape one example's: [channels, height, width] or [features]
     * @param parameters trainable ones, 0 for a residual block
     * @param flops multiply-adds counted as two, forward, one example
     */
    public record LayerSummary(
            int index, String path, String type, List<Integer> outputShape, long parameters, long flops) {
        public LayerSummary {
            outputShape = List.copyOf(outputShape);
        }
    }
}

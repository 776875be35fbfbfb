package io.trainyard.spec;

import java.util.List;

/** What shape inference finds out about a network. */
public record NetworkSummary(List<LayerSummary> layers, long totalParameters, long totalFlops) {

    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /**
     * @param index 0-based position in {@code model.layers}
     * @param outputShape one example's: [channels, height, width] or [features]
     * @param parameters trainable ones
     * @param flops multiply-adds counted as two, forward, one example
     */
    public record LayerSummary(int index, String type, List<Integer> outputShape, long parameters, long flops) {
        public LayerSummary {
            outputShape = List.copyOf(outputShape);
        }
    }
}

package io.trainyard.model.onnx;

import io.trainyard.spec.Shape;
import java.util.stream.IntStream;

/**
 * The engine flattens a map by height, width, channel, ONNX as PyTorch by channel, height, width. What takes flat
 * features, a linear layer's columns or a batch norm's vectors, changes its order accordingly.
 *
 * @param map [channels, height, width] before it was flattened
 */
record FeatureOrder(Shape map) {

    /** Whether the two orders differ. */
    static boolean matters(Shape map) {
        return map.channels() > 1 && map.height() * map.width() > 1;
    }

    /** By place in ONNX's order, the place in the engine's. */
    int[] engineIndices() {
        int pixels = map.height() * map.width();
        return IntStream.range(0, (int) map.size())
                .map(i -> i % pixels * map.channels() + i / pixels)
                .toArray();
    }

    /** By place in the engine's order, the place in ONNX's. */
    int[] onnxIndices() {
        int[] engine = engineIndices();
        int[] onnx = new int[engine.length];
        for (int i = 0; i < engine.length; i++) {
            onnx[engine[i]] = i;
        }
        return onnx;
    }
}

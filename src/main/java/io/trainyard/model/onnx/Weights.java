package io.trainyard.model.onnx;

import io.trainyard.model.CheckpointTensors;
import io.trainyard.model.StoredTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checkpoint's tensors on their way into a graph. Those that the layers ask for are written in the order of the file. */
final class Weights {

    private final CheckpointTensors checkpoint;
    private final Map<String, StoredTensor> stored = new LinkedHashMap<>();
    private final Map<String, @Nullable FeatureOrder> wanted = new HashMap<>();

    Weights(CheckpointTensors checkpoint) {
        this.checkpoint = checkpoint;
        checkpoint.model().tensors().forEach(tensor -> stored.put(tensor.name(), tensor));
    }

    /**
     * @param order of the features that the tensor's last dimension meets
     * @return its name in the graph
     */
    String want(String name, @Nullable FeatureOrder order) {
        if (!stored.containsKey(name)) {
            throw new IllegalArgumentException("The checkpoint belongs to another network: it has no tensor " + name
                    + ", only " + stored.keySet());
        }
        wanted.put(name, order);
        return name;
    }

    void addTo(GraphBuilder graph) {
        if (!wanted.keySet().equals(stored.keySet())) {
            throw new IllegalArgumentException("The checkpoint belongs to another network: it has the tensors "
                    + stored.keySet() + ", but the layers take " + wanted.keySet());
        }
        stored.values().forEach(tensor -> graph.initializer(tensor.name(), message(tensor, wanted.get(tensor.name()))));
    }

    private Message message(StoredTensor tensor, @Nullable FeatureOrder order) {
        int[] places = order == null ? null : order.engineIndices();
        return Tensors.floats(
                tensor.name(),
                tensor.shape(),
                out -> checkpoint.read(tensor, row -> out.write(Tensors.bytes(inOrder(row, places)))));
    }

    private static float[] inOrder(float[] row, int @Nullable [] places) {
        if (places == null) {
            return row;
        }
        float[] ordered = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            ordered[i] = row[places[i]];
        }
        return ordered;
    }
}

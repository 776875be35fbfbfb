package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.model.PixelStandardization;
import io.trainyard.model.StoredModel;
import io.trainyard.model.StoredTensor;
import io.trainyard.spec.Preprocessing.Standardize;
import java.util.ArrayList;
import java.util.List;

/** Says for those without DL4J where a network's tensors lie in its coefficients. */
final class StoredModels {

    private StoredModels() {}

    /** @param headerBytes of the coefficients, before the first value */
    static StoredModel of(Graph graph, Standardize standardize, int headerBytes) {
        List<StoredTensor> tensors = new ArrayList<>();
        long offset = headerBytes;
        for (Parameter parameter : Parameter.of(graph)) {
            Node node = graph.nodes().get(parameter.node());
            int groups = Coefficients.groups(parameter, node);
            String name = node.path() + "." + ParameterTensors.name(parameter.kind());
            tensors.add(new StoredTensor(name, ParameterTensors.shape(parameter, node), offset, groups));
            offset += parameter.length() * groups * Float.BYTES;
        }
        return new StoredModel(
                PixelStandardization.of(standardize, graph.input().channels()), tensors);
    }
}

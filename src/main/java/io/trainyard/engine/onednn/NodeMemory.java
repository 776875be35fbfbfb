package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Parameter.Kind;
import java.util.List;
import java.util.Optional;

/** A node's places in the parameter vector and in the gradient vector. */
record NodeMemory(Node node, List<Parameter> layout, Floats parameters, Floats gradients) {

    boolean has(Kind kind) {
        return find(kind).isPresent();
    }

    Floats value(Kind kind) {
        return part(parameters, kind);
    }

    Floats gradient(Kind kind) {
        return part(gradients, kind);
    }

    private Floats part(Floats vector, Kind kind) {
        Parameter parameter = find(kind)
                .orElseThrow(() -> new IllegalArgumentException("Layer %s has no %s".formatted(node.path(), kind)));
        return vector.part(parameter.offset(), parameter.length());
    }

    private Optional<Parameter> find(Kind kind) {
        return layout.stream()
                .filter(parameter -> parameter.node() == node.index() && parameter.kind() == kind)
                .findFirst();
    }
}

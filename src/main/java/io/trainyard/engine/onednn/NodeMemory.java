package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Parameter.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A node's places in the parameter vector and in the gradient vector. */
record NodeMemory(Node node, Map<Kind, Floats> values, Map<Kind, Floats> gradients) {

    static NodeMemory of(Node node, List<Parameter> layout, Floats parameters, Floats gradients) {
        return new NodeMemory(node, parts(node, layout, parameters), parts(node, layout, gradients));
    }

    private static Map<Kind, Floats> parts(Node node, List<Parameter> layout, Floats vector) {
        Map<Kind, Floats> parts = new EnumMap<>(Kind.class);
        layout.stream()
                .filter(parameter -> parameter.node() == node.index())
                .forEach(parameter -> parts.put(parameter.kind(), vector.part(parameter.offset(), parameter.length())));
        return parts;
    }

    boolean has(Kind kind) {
        return values.containsKey(kind);
    }

    Floats value(Kind kind) {
        return require(values, kind);
    }

    Floats gradient(Kind kind) {
        return require(gradients, kind);
    }

    private Floats require(Map<Kind, Floats> parts, Kind kind) {
        Floats part = parts.get(kind);
        if (part == null) {
            throw new IllegalArgumentException("Layer %s has no %s".formatted(node.path(), kind));
        }
        return part;
    }
}

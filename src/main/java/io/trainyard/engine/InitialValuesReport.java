package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.result.InitialValues;
import java.util.List;

/** Tells how each trainable parameter starts. */
record InitialValuesReport(Graph graph, Initializer initializer) {

    List<InitialValues> of(List<Parameter> layout) {
        return layout.stream()
                .filter(parameter -> parameter.kind().trainable())
                .map(this::of)
                .toList();
    }

    private InitialValues of(Parameter parameter) {
        float[] values = initializer.values(parameter);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        Node node = graph.nodes().get(parameter.node());
        return new InitialValues(
                node.path(),
                parameter.type(),
                ParameterTensors.name(parameter.kind()),
                ParameterTensors.shape(parameter, node),
                initializer.scheme(parameter),
                mean,
                Math.sqrt(squares / values.length));
    }
}

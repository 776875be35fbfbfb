package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All parameters and running statistics of a network, side by side in one vector, and their gradients in another.
 *
 * @param layout where each tensor lies in both
 * @param values one dimension
 * @param gradients as long; those of running statistics mean nothing
 */
record Parameters(List<Parameter> layout, INDArray values, INDArray gradients) {

    /** Zeros. */
    static Parameters of(Graph graph) {
        List<Parameter> layout = Parameter.of(graph);
        long length = layout.isEmpty() ? 0 : layout.get(layout.size() - 1).end();
        return new Parameters(layout, Nd4j.zeros(DataType.FLOAT, length), Nd4j.zeros(DataType.FLOAT, length));
    }

    /** Those of one node, in their order. */
    List<Parameter> of(Node node) {
        return layout.stream()
                .filter(parameter -> parameter.node() == node.index())
                .toList();
    }

    INDArray values(Parameter parameter) {
        return values.get(NDArrayIndex.interval(parameter.offset(), parameter.end()));
    }

    INDArray gradients(Parameter parameter) {
        return gradients.get(NDArrayIndex.interval(parameter.offset(), parameter.end()));
    }

    /** Trainable ones. */
    long count() {
        return layout.stream()
                .filter(parameter -> parameter.kind().trainable())
                .mapToLong(Parameter::length)
                .sum();
    }
}

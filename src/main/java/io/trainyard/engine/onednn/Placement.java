package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.onednn.Kernel.Output;
import java.util.List;

/**
 * Which outputs, and gradients of them, lie in arrays: those that the library has nothing to do with, neither where they are made
 * nor where they are read.
 *
 * @param kernels by node
 */
record Placement(Graph graph, List<Kernel> kernels) {

    boolean isInArray(Node node) {
        return kernels.get(node.index()).takesArrays() && readersTakeArrays(node);
    }

    /** Logits have no reader: others fetch them. */
    private boolean readersTakeArrays(Node node) {
        List<Node> readers = graph.consumers(node);
        return !readers.isEmpty() && readers.stream().allMatch(reader -> takesArrays(reader, node));
    }

    private boolean takesArrays(Node reader, Node node) {
        Kernel kernel = kernels.get(reader.index());
        boolean passesOn = kernel.output() != Output.NEW
                && reader.inputs().get(kernel.output().input()) == node.index();
        return kernel.takesArrays() && (!passesOn || readersTakeArrays(reader));
    }
}

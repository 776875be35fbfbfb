package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm's running mean and variance, kept as PyTorch keeps them: new = (1 - momentum) old + momentum batch, with
 * the unbiased batch variance. DL4J's own way, a pseudo-gradient with the biased one, is not used.
 */
final class RunningStatistics {

    private record Norm(Node node, double momentum, INDArray mean, INDArray variance) {}

    /**
     * What a batch norm saw in a training pass.
     *
     * @param mean per channel
     * @param variance per channel, biased
     * @param values how many each of them sums up
     */
    record BatchStatistics(float[] mean, float[] variance, long values) {}

    private final Function<Node, BatchStatistics> batches;
    private final List<Norm> norms = new ArrayList<>();

    RunningStatistics(Graph graph, Parameters parameters, Function<Node, BatchStatistics> batches) {
        this.batches = batches;
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Node.Apply apply && apply.layer() instanceof BatchNorm norm) {
                norms.add(new Norm(
                        node,
                        norm.momentum(),
                        values(parameters, node, Parameter.Kind.RUNNING_MEAN),
                        values(parameters, node, Parameter.Kind.RUNNING_VARIANCE)));
            }
        }
    }

    private static INDArray values(Parameters parameters, Node node, Parameter.Kind kind) {
        return parameters.of(node).stream()
                .filter(parameter -> parameter.kind() == kind)
                .map(parameters::values)
                .findFirst()
                .orElseThrow();
    }

    /** Takes in the statistics of the training pass just done. */
    void update() {
        norms.forEach(this::update);
    }

    private void update(Norm norm) {
        BatchStatistics batch = batches.apply(norm.node());
        double unbias = batch.values() > 1 ? batch.values() / (batch.values() - 1.0) : 1;
        add(batch.mean(), 1, norm.momentum(), norm.mean());
        add(batch.variance(), unbias, norm.momentum(), norm.variance());
    }

    private static void add(float[] batch, double factor, double momentum, INDArray running) {
        float[] values = running.toFloatVector();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 - momentum) * values[i] + momentum * factor * batch[i]);
        }
        running.assign(Nd4j.createFromArray(values));
    }
}

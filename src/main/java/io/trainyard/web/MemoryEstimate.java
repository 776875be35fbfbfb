package io.trainyard.web;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.NetworkSummary;
import io.trainyard.spec.Optimizer;

/**
 * What a training step holds at once, counted from the shapes: parameters, gradients and optimizer state; every
 * layer's output and its gradient for one batch; the data set, a byte a value. The runtime's own memory and the
 * kernels' workspaces come on top.
 */
final class MemoryEstimate {

    private static final int FLOAT = 4;

    private MemoryEstimate() {}

    static long bytes(ExperimentSpec spec, NetworkSummary network) {
        long copies = 2 + optimizerState(spec.optimizer());
        return network.totalParameters() * copies * FLOAT + activations(spec, network) + images(spec);
    }

    /** Values kept per parameter: a momentum buffer, or Adam's two moments. */
    private static int optimizerState(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return sgd.momentum() == 0 ? 0 : 1;
        }
        return 2;
    }

    private static long activations(ExperimentSpec spec, NetworkSummary network) {
        long outputs = network.layers().stream()
                .mapToLong(layer -> layer.outputShape().stream()
                        .mapToLong(Integer::longValue)
                        .reduce(1, (a, b) -> a * b))
                .sum();
        long input = spec.dataset().name().shape().size();
        return spec.training().batchSize() * (input + 2 * outputs) * FLOAT;
    }

    private static long images(ExperimentSpec spec) {
        DatasetName name = spec.dataset().name();
        return ((long) name.trainExamples() + name.testExamples())
                * name.shape().size();
    }
}

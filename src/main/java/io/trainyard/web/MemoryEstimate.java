package io.trainyard.web;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.NetworkSummary;

/** What a trainer holds at once: what the step needs, and the data set, a byte a value. */
final class MemoryEstimate {

    private MemoryEstimate() {}

    static long bytes(ExperimentSpec spec, NetworkSummary network) {
        return network.estimatedMemoryBytes(spec.training().batchSize(), spec.buffersPerParameter()) + images(spec);
    }

    private static long images(ExperimentSpec spec) {
        DatasetName name = spec.dataset().name();
        return ((long) name.trainExamples() + name.testExamples())
                * name.shape().size();
    }
}

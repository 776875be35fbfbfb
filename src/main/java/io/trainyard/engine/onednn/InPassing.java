package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.NormGradient;
import io.trainyard.engine.vector.Rescale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What kernels on Java's vectors do for batch norms while they read or write; filled while kernels are chosen.
 *
 * @param rescales by node: what those who read its output still have to do to it
 * @param moments by node: what is taken of its output, by piece
 * @param deferred by node: the batch norm whose output is still to be rescaled
 * @param gradients by node: what is still to be done to the gradient of its output
 */
record InPassing(
        Map<Integer, Rescale> rescales,
        Map<Integer, List<Moments>> moments,
        Map<Integer, SplitNormKernel> deferred,
        Map<Integer, NormGradient> gradients) {

    static InPassing nothing() {
        return new InPassing(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /** Leaves it to the readers of these nodes' outputs. */
    void defer(SplitNormKernel norm, int... nodes) {
        for (int node : nodes) {
            rescales.put(node, norm.rescale());
            deferred.put(node, norm);
        }
    }
}

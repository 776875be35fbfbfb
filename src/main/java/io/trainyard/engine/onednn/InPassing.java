package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.Rescale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What kernels on Java's vectors do for batch norms while they read or write; filled while kernels are chosen.
 *
 * @param rescales by node: what those who read its output still have to do to it
 * @param moments by node: what is taken of its output, by piece
 */
record InPassing(Map<Integer, Rescale> rescales, Map<Integer, List<Moments>> moments) {

    static InPassing nothing() {
        return new InPassing(new HashMap<>(), new HashMap<>());
    }
}

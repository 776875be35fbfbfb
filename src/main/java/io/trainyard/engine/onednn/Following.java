package io.trainyard.engine.onednn;

import io.trainyard.spec.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a convolution's kernel does of the layers behind it.
 *
 * @param norm a batch norm
 * @param addend the node whose output is added before the ReLU, if there is one, where a residual block ends
 * @param function an activation other than ReLU, which only kernels in the library do
 * @param pooled whether a 2x2 max pool
 */
record Following(
        @Nullable FoldedNorm norm,
        List<Integer> addend,
        boolean relu,
        @Nullable Activation function,
        boolean pooled) {

    static Following nothing() {
        return new Following(null, List.of(), false, null, false);
    }
}

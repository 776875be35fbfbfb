package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.spec.BatchNorm;
import org.jspecify.annotations.Nullable;

/**
 * A batch norm as the convolution before it does it in evaluation, where mean and variance are given: by weights that are
 * scaled for each output channel, and a bias.
 */
final class FoldedNorm {

    private final NodeMemory parameters;
    private final BatchNorm norm;
    private final Floats scales;
    private final Floats bias;

    FoldedNorm(NodeMemory parameters, BatchNorm norm) {
        int channels = parameters.node().input().channels();
        this.parameters = parameters;
        this.norm = norm;
        this.scales = Floats.allocate(channels);
        this.bias = Floats.allocate(channels);
    }

    /** What each output channel's weights are to be multiplied with. */
    Floats scales() {
        return scales;
    }

    /** The convolution's bias from then on. */
    Floats bias() {
        return bias;
    }

    /** Looks at the parameters as they are now. */
    void update(@Nullable Floats ownBias) {
        float[] mean = parameters.value(Kind.RUNNING_MEAN).copy();
        float[] variance = parameters.value(Kind.RUNNING_VARIANCE).copy();
        float[] scale = norm.affine() ? parameters.value(Kind.SCALE).copy() : null;
        float[] shift = norm.affine() ? parameters.value(Kind.SHIFT).copy() : null;
        float[] own = ownBias == null ? null : ownBias.copy();
        float[] factors = new float[mean.length];
        float[] terms = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double factor = (scale == null ? 1 : scale[i]) / Math.sqrt(variance[i] + norm.eps());
            factors[i] = (float) factor;
            terms[i] = (float) ((shift == null ? 0 : shift[i]) + ((own == null ? 0 : own[i]) - mean[i]) * factor);
        }
        scales.buffer().put(factors);
        bias.buffer().put(terms);
    }
}

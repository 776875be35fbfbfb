package io.trainyard.engine;

import io.trainyard.spec.GradientClipping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * torch.nn.utils.clip_grad_norm_ and clip_grad_value_.
 *
 * @param gradients views that together are the gradients of all trainable parameters
 */
record GradientClipper(@Nullable GradientClipping clipping, List<INDArray> gradients) {

    /** As in PyTorch, so that the norm may be 0. */
    private static final double EPS = 1e-6;

    void clip() {
        if (clipping instanceof GradientClipping.Norm norm) {
            clipNorm(norm.maxNorm());
        } else if (clipping instanceof GradientClipping.Value value) {
            gradients.forEach(gradient -> clamp(gradient, value.maxValue()));
        }
    }

    /** A gradient that is no number stays one, so that the next loss shows it. */
    private void clipNorm(double maxNorm) {
        double factor = maxNorm / (norm() + EPS);
        if (factor < 1) {
            gradients.forEach(gradient -> gradient.muli(factor));
        }
    }

    double norm() {
        return Math.sqrt(gradients.stream()
                .mapToDouble(gradient -> Nd4j.getBlasWrapper().level1().nrm2(gradient))
                .map(norm -> norm * norm)
                .sum());
    }

    private static void clamp(INDArray gradient, double limit) {
        Nd4j.exec(DynamicCustomOp.builder("clipbyvalue")
                .addInputs(gradient)
                .addOutputs(gradient)
                .addFloatingPointArguments(-limit, limit)
                .build());
    }
}

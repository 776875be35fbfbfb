package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis knows after an inspected step.
 *
 * @param epoch the one under way, 1-based
 * @param iteration steps done in all, this one included
 * @param meanLoss over the examples of the epoch under way
 */
public record StepFacts(
        int epoch,
        long iteration,
        double learningRate,
        int classes,
        double loss,
        double meanLoss,
        LossCurve curve,
        Inspection inspection) {

    /** The loss of a network that gives every class the same probability. */
    double chanceLoss() {
        return Math.log(classes);
    }

    /** The first step's loss. */
    double firstLoss() {
        return curve.first() == null ? loss : curve.first();
    }

    /** Weights of convolutions and linear layers; norms and biases, which may start at zero, say little. */
    List<Tensor> weights() {
        return inspection.tensors().stream()
                .filter(tensor -> tensor.name().equals("weight"))
                .filter(tensor -> !tensor.layer().startsWith("batch_norm"))
                .toList();
    }

    RunWarning warning(String code, @Nullable String path, String message, Map<String, Object> evidence) {
        return new RunWarning(code, path, message, epoch, iteration, evidence);
    }
}

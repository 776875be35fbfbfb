package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.List;
import java.util.Map;

/** Layers whose gradients are next to nothing beside their weights although the network has much to learn. */
final class VanishingGradients implements StepSymptom {

    static final double RATIO = 1e-6;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        if (facts.loss() < facts.chanceLoss() / 2) {
            return List.of(); // gradients shrink as the network gets good
        }
        return facts.weights().stream()
                .filter(tensor -> ratio(tensor) < RATIO)
                .map(tensor -> warning(facts, tensor))
                .toList();
    }

    static double ratio(Tensor tensor) {
        return tensor.gradients() == 0 ? 0 : tensor.gradients() / tensor.weights();
    }

    private static RunWarning warning(StepFacts facts, Tensor tensor) {
        return facts.warning(
                "vanishing_gradients",
                tensor.path(),
                "The gradients of the weights of layer %s (%s) are %.1e, beside weights of %.1e (root mean squares): the layer hardly learns. "
                                .formatted(tensor.path(), tensor.layer(), tensor.gradients(), tensor.weights())
                        + "Try kaiming_normal or xavier_normal as weight_init, batch normalization, "
                        + "relu in place of sigmoid or tanh, or residual blocks.",
                Map.of("gradient_rms", tensor.gradients(), "weight_rms", tensor.weights(), "ratio", ratio(tensor)));
    }
}

package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.List;
import java.util.Map;

/** Layers whose gradients are huge, both as they stand and beside their weights. */
final class ExplodingGradients implements StepSymptom {

    private static final double RMS = 1;
    private static final double RATIO = 100;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        return facts.weights().stream()
                .filter(tensor -> tensor.gradients() > RMS && tensor.gradients() > RATIO * tensor.weights())
                .map(tensor -> warning(facts, tensor))
                .toList();
    }

    private static RunWarning warning(StepFacts facts, Tensor tensor) {
        return facts.warning(
                "exploding_gradients",
                tensor.path(),
                "The gradients of the weights of layer %s (%s) are %.1e, beside weights of %.1e (root mean squares). "
                                .formatted(tensor.path(), tensor.layer(), tensor.gradients(), tensor.weights())
                        + "Try a smaller weight_init, gradient_clipping by norm, batch normalization, "
                        + "or a smaller learning rate.",
                Map.of(
                        "gradient_rms",
                        tensor.gradients(),
                        "weight_rms",
                        tensor.weights(),
                        "ratio",
                        tensor.gradients() / tensor.weights()));
    }
}

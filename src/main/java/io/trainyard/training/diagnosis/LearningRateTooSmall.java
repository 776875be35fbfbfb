package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.List;
import java.util.Map;

/** Gradients are there, but steps change next to nothing and the loss barely moves. */
final class LearningRateTooSmall implements StepSymptom {

    private static final double RATIO = 1e-6;
    private static final double MOVED = 0.05;
    private static final int ENOUGH_STEPS = 100;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        double largest =
                facts.weights().stream().mapToDouble(Tensor::updateRatio).max().orElse(1);
        boolean gradients = facts.weights().stream()
                .anyMatch(tensor -> VanishingGradients.ratio(tensor) >= VanishingGradients.RATIO);
        boolean still = Math.abs(facts.meanLoss() - facts.firstLoss()) < MOVED * facts.firstLoss();
        return facts.iteration() >= ENOUGH_STEPS && largest < RATIO && gradients && still
                ? List.of(warning(facts, largest))
                : List.of();
    }

    private static RunWarning warning(StepFacts facts, double largest) {
        return facts.warning(
                "learning_rate_too_small",
                null,
                "At learning rate %s a step changes at most %.1e of a layer's weights, and after %d steps the loss is %.4f, from %.4f at the start. "
                                .formatted(
                                        facts.learningRate(),
                                        largest,
                                        facts.iteration(),
                                        facts.meanLoss(),
                                        facts.firstLoss())
                        + "Try a learning rate with which it changes about a thousandth.",
                Map.of(
                        "learning_rate",
                        facts.learningRate(),
                        "largest_update_ratio",
                        largest,
                        "train_loss",
                        facts.meanLoss(),
                        "first_loss",
                        facts.firstLoss()));
    }
}

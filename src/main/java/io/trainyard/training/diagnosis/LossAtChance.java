package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A loss that stays at ln(classes), that of guessing. */
final class LossAtChance implements StepSymptom {

    private static final double TOLERANCE = 0.03;
    private static final int ENOUGH_STEPS = 100;
    private static final double LARGE_UPDATE = 1e-2;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        List<LossCurve.Point> epochs = facts.curve().epochs();
        boolean stuck = facts.iteration() >= ENOUGH_STEPS
                && !epochs.isEmpty()
                && isAtChance(epochs.get(epochs.size() - 1).train(), facts)
                && isAtChance(facts.meanLoss(), facts);
        return stuck ? List.of(warning(facts)) : List.of();
    }

    private static boolean isAtChance(double loss, StepFacts facts) {
        return Math.abs(loss - facts.chanceLoss()) < TOLERANCE * facts.chanceLoss();
    }

    private static RunWarning warning(StepFacts facts) {
        double largestUpdate = facts.weights().stream()
                .mapToDouble(Inspection.Tensor::updateRatio)
                .max()
                .orElse(0);
        double smallestGradient = facts.weights().stream()
                .map(VanishingGradients::ratio)
                .min(Comparator.naturalOrder())
                .orElse(0.0);
        return facts.warning(
                "loss_at_chance",
                null,
                "After %d steps the training loss is %.3f; guessing among %d classes costs ln(%d) = %.3f. %s"
                        .formatted(
                                facts.iteration(),
                                facts.meanLoss(),
                                facts.classes(),
                                facts.classes(),
                                facts.chanceLoss(),
                                advice(largestUpdate, smallestGradient)),
                Map.of(
                        "train_loss",
                        facts.meanLoss(),
                        "chance_loss",
                        facts.chanceLoss(),
                        "largest_update_ratio",
                        largestUpdate,
                        "smallest_gradient_ratio",
                        smallestGradient));
    }

    private static String advice(double largestUpdate, double smallestGradient) {
        if (smallestGradient < VanishingGradients.RATIO) {
            return "Gradients do not get through the network: try kaiming_normal as weight_init or batch normalization.";
        }
        if (largestUpdate > LARGE_UPDATE) {
            return "Steps change up to %.0f %% of a layer's weights: try a learning rate ten times smaller, or warm-up epochs."
                    .formatted(100 * largestUpdate);
        }
        return "Steps change at most %.1e of a layer's weights: try a learning rate ten times larger, then another weight_init."
                .formatted(largestUpdate);
    }
}

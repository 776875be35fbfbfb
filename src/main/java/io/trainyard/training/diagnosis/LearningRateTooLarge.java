package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps that change much of a layer's weights and do not bring the loss down, or a loss far above its start. */
final class LearningRateTooLarge implements StepSymptom {

    static final String CODE = "learning_rate_too_large";

    private static final double RATIO = 0.3;
    private static final double RISE = 3;
    private static final double PROGRESS = 0.9;
    private static final int SETTLED = 10;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        Optional<Tensor> moved = facts.weights().stream().max(Comparator.comparingDouble(Tensor::updateRatio));
        double start = Math.max(facts.firstLoss(), facts.chanceLoss());
        boolean shaken = moved.isPresent()
                && moved.get().updateRatio() > RATIO
                && facts.meanLoss() > PROGRESS * facts.firstLoss();
        boolean risen = Math.max(facts.loss(), facts.meanLoss()) > RISE * start;
        return facts.iteration() >= SETTLED && (shaken || risen)
                ? List.of(warning(facts, moved.orElseThrow()))
                : List.of();
    }

    private static RunWarning warning(StepFacts facts, Tensor moved) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("learning_rate", facts.learningRate());
        evidence.put("train_loss", facts.loss());
        evidence.put("first_loss", facts.firstLoss());
        evidence.put("largest_update_ratio", moved.updateRatio());
        evidence.put("largest_update_path", moved.path());
        return facts.warning(
                CODE,
                null,
                "At learning rate %s the loss is %.4g, from %.4g at the start, and a step changes %.0f %% of the weights of layer %s. "
                                .formatted(
                                        facts.learningRate(),
                                        facts.loss(),
                                        facts.firstLoss(),
                                        100 * moved.updateRatio(),
                                        moved.path())
                        + "Try a learning rate ten times smaller, or warm-up epochs (lr_schedule.warmup_epochs).",
                evidence);
    }
}

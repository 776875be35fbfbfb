package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Activation;
import java.util.List;
import java.util.Map;

/** Units of a ReLU that give zero for all examples: no gradient passes them, so they do not learn. */
final class DeadRelus implements StepSymptom {

    private static final double SHARE = 0.5;

    @Override
    public List<RunWarning> of(StepFacts facts) {
        return facts.inspection().activations().stream()
                .filter(activation -> activation.deadUnits() >= SHARE * activation.units())
                .filter(activation -> activation.deadUnits() > 0)
                .map(activation -> warning(facts, activation))
                .toList();
    }

    private static RunWarning warning(StepFacts facts, Activation activation) {
        double share = (double) activation.deadUnits() / activation.units();
        return facts.warning(
                "dead_relu",
                activation.path(),
                "%d of the %d units (%.0f %%) of the ReLU at layer %s gave zero for every example of the batch: they pass on no gradient and do not learn. "
                                .formatted(activation.deadUnits(), activation.units(), 100 * share, activation.path())
                        + "Try a smaller learning rate, biases that start at 0, batch normalization before the ReLU, "
                        + "or leaky_relu in its place.",
                Map.of("dead_units", activation.deadUnits(), "units", activation.units(), "share", share));
    }
}

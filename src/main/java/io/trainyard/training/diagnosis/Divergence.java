package io.trainyard.training.diagnosis;

import io.trainyard.training.diagnosis.Inspection.Activation;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.Comparator;
import java.util.Optional;

/** Where the finite numbers end in a step whose loss is not finite, in words. */
public final class Divergence {

    private Divergence() {}

    /** Sentences, the last one with a space behind. */
    public static String where(Inspection inspection) {
        return firstOutput(inspection) + " " + weights(inspection) + " ";
    }

    private static String firstOutput(Inspection inspection) {
        return inspection.activations().stream()
                .filter(activation -> !activation.finite())
                .findFirst()
                .map(Divergence::described)
                .orElse("All layers' outputs are finite.");
    }

    private static String described(Activation first) {
        return "The first layer whose output is not finite is layer %s (%s).".formatted(first.path(), first.type());
    }

    private static String weights(Inspection inspection) {
        Optional<Tensor> broken = inspection.tensors().stream()
                .filter(tensor -> !Double.isFinite(tensor.largest()))
                .findFirst();
        if (broken.isPresent()) {
            return "The %s of layer %s (%s) is not finite any more, from the step before."
                    .formatted(
                            broken.get().name(),
                            broken.get().path(),
                            broken.get().layer());
        }
        return inspection.tensors().stream()
                .max(Comparator.comparingDouble(Tensor::largest))
                .map(tensor -> "The largest weight is %.3g, in the %s of layer %s (%s)."
                        .formatted(tensor.largest(), tensor.name(), tensor.path(), tensor.layer()))
                .orElse("");
    }
}

package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.LearningRates;
import io.trainyard.spec.NetworkSummary;
import io.trainyard.spec.ShapeInference;
import io.trainyard.spec.SpecWriter;
import io.trainyard.spec.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a spec would lead to. Of an invalid one, only {@code valid} and {@code errors} are known.
 *
 * @param valid whether a job would be taken
 * @param errors every violation; empty if it is valid
 * @param warnings what is allowed but seldom meant
 * @param resolvedSpec with every default written out; null if it is not valid
 * @param layers of the network, one by one
 * @param totalParameters trainable ones; null if it is not valid
 * @param totalFlops multiply-adds counted as two, forward, one example
 * @param estimatedMemoryBytes parameters, gradients, optimizer state, activations of a batch and the data; null if it
 *     is not valid
 * @param learningRates at the last step of each epoch, as far as they are known before the run
 * @param learningRatesComplete false where later ones depend on how the run goes (reduce_on_plateau)
 */
@Schema(name = "Validation")
record ValidationDocument(
        String object,
        boolean valid,
        List<Violation> errors,
        List<Violation> warnings,
        @Schema(type = "object") @Nullable JsonNode resolvedSpec,
        List<NetworkSummary.LayerSummary> layers,
        @Nullable Long totalParameters,
        @Nullable Long totalFlops,
        @Nullable Long estimatedMemoryBytes,
        List<Double> learningRates,
        boolean learningRatesComplete) {

    static ValidationDocument invalid(InvalidSpecException e) {
        return new ValidationDocument(
                "validation", false, e.violations(), List.of(), null, List.of(), null, null, null, List.of(), false);
    }

    static ValidationDocument valid(ExperimentSpec spec, List<Violation> warnings) {
        NetworkSummary network = ShapeInference.infer(spec.dataset().name().shape(), spec.model());
        List<Double> learningRates = LearningRates.of(spec).byEpoch(spec.stepsPerEpoch());
        return new ValidationDocument(
                "validation",
                true,
                List.of(),
                warnings,
                SpecWriter.write(spec),
                network.layers(),
                network.totalParameters(),
                network.totalFlops(),
                MemoryEstimate.bytes(spec, network),
                learningRates,
                learningRates.size() == spec.training().epochs());
    }
}

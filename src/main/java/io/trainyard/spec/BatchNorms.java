package io.trainyard.spec;

import io.trainyard.spec.NetworkSummary.LayerSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model's batch norms need of a batch.
 *
 * @param any whether there are any
 * @param ofOneValue path of the first one that gets one value per channel of each image, and so needs more than one image
 *     to find a variance; null if there is none
 */
record BatchNorms(boolean any, @Nullable String ofOneValue) {

    /** @param spec with a model whose shapes fit */
    static BatchNorms of(ExperimentSpec spec) {
        List<LayerSummary> norms = ShapeInference.infer(spec.dataset().name().shape(), spec.model()).layers().stream()
                .filter(layer -> layer.type().startsWith("batch_norm"))
                .toList();
        String ofOneValue = norms.stream()
                .filter(norm -> new Shape(norm.outputShape()).size()
                        == norm.outputShape().get(0))
                .map(LayerSummary::path)
                .findFirst()
                .orElse(null);
        return new BatchNorms(!norms.isEmpty(), ofOneValue);
    }
}

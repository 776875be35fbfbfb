package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.NetworkSummary;
import io.trainyard.spec.ShapeInference;
import io.trainyard.spec.SpecWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A preset for the images of one data set.
 *
 * @param id its name in specs
 * @param dataset whose images it is for
 * @param totalParameters trainable ones
 * @param totalFlops multiply-adds counted as two, forward, one example
 * @param layers what validation says of them
 * @param model its layers with every default, as a spec may have them
 */
@Schema(name = "Preset")
record PresetDocument(
        String id,
        String object,
        String dataset,
        long totalParameters,
        long totalFlops,
        List<NetworkSummary.LayerSummary> layers,
        @Schema(type = "object") JsonNode model) {

    static PresetDocument of(String id, DatasetName dataset, ModelSpec model) {
        NetworkSummary network = ShapeInference.infer(dataset.shape(), model);
        return new PresetDocument(
                id,
                "preset",
                dataset.id(),
                network.totalParameters(),
                network.totalFlops(),
                network.layers(),
                SpecWriter.write(model));
    }
}

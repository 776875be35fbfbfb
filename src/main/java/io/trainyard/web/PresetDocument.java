package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.ShapeInference;
import io.trainyard.spec.SpecWriter;
import tools.jackson.databind.JsonNode;

/**
 * A preset for the images of one data set.
 *
 * @param model its layers with every default, as a spec may have them
 */
@Schema(name = "Preset")
record PresetDocument(
        String id,
        String object,
        String dataset,
        long totalParameters,
        @Schema(type = "object") JsonNode model) {

    static PresetDocument of(String id, DatasetName dataset, ModelSpec model) {
        long parameters = ShapeInference.infer(dataset.shape(), model).totalParameters();
        return new PresetDocument(id, "preset", dataset.id(), parameters, SpecWriter.write(model));
    }
}

package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.result.InitialValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A layer with parameters, as JSON.
 *
 * @param path where it stands in the spec's list of layers
 * @param type as in the spec
 * @param parameters its tensors
 */
@Schema(name = "LayerParameters")
record LayerDocument(String path, String type, List<Parameter> parameters) {

    /**
     * A parameter tensor.
     *
     * @param name {@code weight} or {@code bias}
     * @param shape as in PyTorch
     * @param init scheme of its initial values with the numbers that it came to
     * @param initialMean of the values that came out
     * @param initialStd likewise, biased
     */
    @Schema(name = "Parameter")
    record Parameter(String name, List<Long> shape, Map<String, Object> init, double initialMean, double initialStd) {

        static Parameter of(InitialValues values) {
            return new Parameter(values.name(), values.shape(), values.scheme(), values.mean(), values.std());
        }
    }

    static List<LayerDocument> of(List<InitialValues> values) {
        Map<String, List<InitialValues>> byPath = values.stream()
                .collect(Collectors.groupingBy(InitialValues::path, LinkedHashMap::new, Collectors.toList()));
        return byPath.values().stream()
                .map(layer -> new LayerDocument(
                        layer.get(0).path(),
                        layer.get(0).layer(),
                        layer.stream().map(Parameter::of).toList()))
                .toList();
    }
}

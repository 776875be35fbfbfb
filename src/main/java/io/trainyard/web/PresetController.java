package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/presets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "presets", description = "Networks by their usual names")
class PresetController {

    private static final String DATASET = "The data set whose images it is for";

    @Operation(summary = "List presets", description = "Each with its layers for the images of a data set.")
    @GetMapping
    ListDocument<PresetDocument> list(
            @Parameter(description = DATASET) @RequestParam(name = "dataset", defaultValue = "cifar10")
                    String dataset) {
        DatasetName name = requireDataset(dataset);
        return ListDocument.whole(Presets.names().stream()
                .flatMap(preset -> find(preset, name).stream())
                .toList());
    }

    @Operation(summary = "Get a preset", description = "Its model can be changed and posted in a spec.")
    @GetMapping("/{id}")
    PresetDocument get(
            @PathVariable String id,
            @Parameter(description = DATASET) @RequestParam(name = "dataset", defaultValue = "cifar10")
                    String dataset) {
        return find(id, requireDataset(dataset))
                .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "preset_not_found",
                                "There is no preset \"%s\", only %s.".formatted(id, String.join(", ", Presets.names())))
                        .exception());
    }

    private static Optional<PresetDocument> find(String id, DatasetName dataset) {
        return Presets.find(id, dataset).map(model -> PresetDocument.of(id, dataset, model));
    }

    private static DatasetName requireDataset(String id) {
        return DatasetName.byId(id)
                .orElseThrow(() -> Problem.invalidParameters(List.of(ProblemError.inQuery(
                                "dataset",
                                "unknown_value",
                                "There is no data set \"%s\", only %s."
                                        .formatted(
                                                id,
                                                Arrays.stream(DatasetName.values())
                                                        .map(DatasetName::id)
                                                        .collect(Collectors.joining(", "))))))
                        .exception());
    }
}

package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.dataset.DatasetStore;
import io.trainyard.spec.DatasetName;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/datasets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "datasets", description = "The data that a spec may name")
class DatasetController {

    private final DatasetStore store;
    private final StatisticsCache statistics;

    DatasetController(DatasetStore store, StatisticsCache statistics) {
        this.store = store;
        this.statistics = statistics;
    }

    @Operation(summary = "List data sets")
    @GetMapping
    ListDocument<DatasetDocument> list() {
        return ListDocument.whole(
                Arrays.stream(DatasetName.values()).map(this::document).toList());
    }

    @Operation(summary = "Get a data set")
    @GetMapping("/{id}")
    DatasetDocument get(@PathVariable String id) {
        return document(require(id));
    }

    @Operation(
            summary = "A data set's statistics",
            description = "Per-channel mean and standard deviation of the training images and counts per class."
                    + " Computed from the data on the first request, which takes a moment.")
    @GetMapping("/{id}/statistics")
    DatasetStatistics statistics(@PathVariable String id) {
        DatasetName name = require(id);
        if (!store.isAvailable(name)) {
            throw missing(name);
        }
        return statistics.get(name);
    }

    private DatasetDocument document(DatasetName name) {
        return DatasetDocument.of(name, store.isAvailable(name));
    }

    private static DatasetName require(String id) {
        return DatasetName.byId(id)
                .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "dataset_not_found",
                                "There is no data set \"%s\", only %s."
                                        .formatted(
                                                id,
                                                Arrays.stream(DatasetName.values())
                                                        .map(DatasetName::id)
                                                        .collect(Collectors.joining(", "))))
                        .exception());
    }

    private ProblemException missing(DatasetName name) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "dataset_missing",
                        "The files of %s are not here yet. %s, or run a job on it: that downloads them."
                                .formatted(name.id(), store.whatToPutWhere(name)))
                .exception();
    }
}

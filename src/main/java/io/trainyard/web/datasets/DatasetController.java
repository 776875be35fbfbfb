package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.ListDocument;
import io.trainyard.web.WebConfiguration;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/datasets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "datasets", description = "The data that a spec may name")
class DatasetController {

    private final DatasetLibrary library;
    private final StatisticsCache statistics;

    DatasetController(DatasetLibrary library, StatisticsCache statistics) {
        this.library = library;
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
        return document(DatasetLibrary.require(id));
    }

    @Operation(
            summary = "A data set's statistics",
            description = "Per-channel mean and standard deviation of the training images and counts per class."
                    + " Computed from the data on the first request, which takes a moment.")
    @GetMapping("/{id}/statistics")
    DatasetStatistics statistics(@PathVariable String id) {
        return statistics.get(library.requireAvailable(id));
    }

    private DatasetDocument document(DatasetName name) {
        return DatasetDocument.of(name, library.isAvailable(name));
    }
}

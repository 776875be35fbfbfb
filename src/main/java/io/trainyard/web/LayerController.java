package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Jobs;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}/layers", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "results")
class LayerController {

    private final Jobs jobs;

    LayerController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "The layers with parameters",
            description = "Shapes and initial values of each parameter tensor. Empty until the first start.")
    @GetMapping
    ListDocument<LayerDocument> get(@PathVariable String id) {
        JobDocuments.require(jobs, id);
        return ListDocument.whole(LayerDocument.of(jobs.initialValues(id)));
    }
}

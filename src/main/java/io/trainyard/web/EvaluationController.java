package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.spec.DatasetName;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}/evaluation", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "results")
class EvaluationController {

    private final Jobs jobs;

    EvaluationController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "The test set's verdict",
            description =
                    "Loss, accuracy, confusion matrix (rows: true class) and per-class scores of the final model.")
    @ApiResponse(responseCode = "200", description = "The evaluation")
    @GetMapping
    EvaluationDocument get(@PathVariable String id) {
        Job job = JobDocuments.require(jobs, id);
        return jobs.evaluation(id)
                .map(evaluation -> EvaluationDocument.of(job, dataset(job), evaluation))
                .orElseThrow(() -> notReady(job).exception());
    }

    private static DatasetName dataset(Job job) {
        String name = job.order().resolvedSpec().at("/dataset/name").asString();
        return DatasetName.byId(name).orElseThrow(() -> new IllegalStateException("Unknown data set " + name));
    }

    private static Problem notReady(Job job) {
        JobStatus status = job.state().status();
        String next = status.isFinal()
                ? "The test set is evaluated only when a job succeeds."
                : "The test set is evaluated once, at the end: poll /api/v1/jobs/%s until its status is succeeded."
                        .formatted(job.id());
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "evaluation_not_ready",
                        "Job %s has no evaluation. %s".formatted(job.id(), next))
                .with("job_status", status);
    }
}

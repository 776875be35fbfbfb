package io.trainyard.web.evaluation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.Mistake;
import io.trainyard.result.Mistake.Picture;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.Problem;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.picture.PictureOperation;
import io.trainyard.web.picture.Pictures;
import io.trainyard.web.picture.Raster;
import io.trainyard.web.picture.ScaleParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}/evaluation")
@Tag(name = "results")
class EvaluationController {

    private final Jobs jobs;

    EvaluationController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "The test set's verdict",
            description =
                    "Loss, accuracy, confusion matrix (rows: true class), per-class scores, calibration and the worst"
                            + " mistakes of the final model.")
    @ApiResponse(responseCode = "200", description = "The evaluation")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    EvaluationDocument get(@PathVariable String id) {
        Job job = JobDocuments.require(jobs, id);
        return EvaluationDocument.of(job, dataset(job), evaluation(job));
    }

    @PictureOperation
    @Operation(summary = "The picture of a mistake", description = "As the data set has it, every pixel a square.")
    @GetMapping(path = "/mistakes/{n}.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> mistake(
            @PathVariable String id,
            @Parameter(description = "Its place among the mistakes", schema = @Schema(type = "integer", minimum = "0"))
                    @PathVariable
                    int n,
            @ScaleParameter @RequestParam(name = "scale", defaultValue = "4") int scale) {
        Pictures.SCALE.check(scale);
        Job job = JobDocuments.require(jobs, id);
        List<Mistake> mistakes = evaluation(job).mistakes();
        if (mistakes == null || n < 0 || n >= mistakes.size()) {
            throw noMistake(job, n, mistakes).exception();
        }
        Picture picture = mistakes.get(n).picture();
        Raster raster = new Raster(picture.channels(), picture.height(), picture.width(), picture.pixels());
        return ResponseEntity.ok()
                .cacheControl(Pictures.CACHING)
                .body(raster.scaled(scale).png());
    }

    private EvaluationResult evaluation(Job job) {
        return jobs.evaluation(job.id()).orElseThrow(() -> notReady(job).exception());
    }

    private static Problem noMistake(Job job, int n, @Nullable List<Mistake> mistakes) {
        String those = mistakes == null
                ? "its evaluation is of version 0.1.0, which kept none"
                : "it has %d, counted from 0".formatted(mistakes.size());
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "mistake_not_found",
                "Job %s has no mistake %d: %s.".formatted(job.id(), n, those));
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

package io.trainyard.web.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.ListDocument;
import io.trainyard.web.Problem;
import io.trainyard.web.WebConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API)
@Tag(name = "models", description = "Checkpoints and trained models")
class CheckpointController {

    private final Jobs jobs;
    private final ModelFiles files;

    CheckpointController(Jobs jobs, ModelFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    @Operation(summary = "A job's checkpoints", description = "Those that its retention policy has kept.")
    @GetMapping(path = "/jobs/{id}/checkpoints", produces = MediaType.APPLICATION_JSON_VALUE)
    ListDocument<CheckpointDocument> list(@PathVariable String id) {
        JobDocuments.require(jobs, id);
        return ListDocument.whole(
                jobs.checkpoints(id).stream().map(CheckpointDocument::of).toList());
    }

    @Operation(summary = "Get a checkpoint", description = "Its facts; the bytes are at content.")
    @GetMapping(path = "/checkpoints/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    CheckpointDocument get(@PathVariable String id) {
        return CheckpointDocument.of(require(id));
    }

    @DownloadOperation
    @Operation(
            summary = "Download a checkpoint",
            description = "A zip that stock DeepLearning4J loads. " + Download.DESCRIPTION)
    @GetMapping("/checkpoints/{id}/content")
    void content(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Checkpoint checkpoint = require(id);
        Job job = JobDocuments.require(jobs, checkpoint.jobId());
        new Download(files.dl4j(job, checkpoint)).send(request, response);
    }

    private Checkpoint require(String id) {
        return jobs.checkpoint(id)
                .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "checkpoint_not_found",
                                "There is no checkpoint \"%s\"; retention may have removed it.".formatted(id))
                        .exception());
    }
}

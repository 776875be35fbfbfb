package io.trainyard.web.control;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.JobAction;
import io.trainyard.job.JobControl;
import io.trainyard.web.JobDocument;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.JobPrecondition;
import io.trainyard.web.WebConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
class ControlController {

    private final JobActions actions;
    private final JobControl control;
    private final JobDocuments documents;
    private final JobPrecondition precondition;

    ControlController(JobActions actions, JobControl control, JobDocuments documents, JobPrecondition precondition) {
        this.actions = actions;
        this.control = control;
        this.documents = documents;
        this.precondition = precondition;
    }

    @Operation(
            summary = "Pause a job",
            description =
                    "A queued job is paused at once; a running one finishes its step and writes a checkpoint, in the"
                            + " middle of its epoch. A resume goes on exactly there.")
    @ApiResponse(responseCode = "202", description = "It is paused, or on its way there")
    @ApiResponse(responseCode = "200", description = "It had been paused before")
    @PostMapping("/pause")
    ResponseEntity<JobDocument> pause(@PathVariable String id) {
        return act(JobAction.PAUSE, id);
    }

    @Operation(
            summary = "Resume a paused job",
            description = "It goes back to its old place in the queue, and on from its last checkpoint.")
    @ApiResponse(responseCode = "202", description = "It is queued")
    @ApiResponse(responseCode = "200", description = "It had been queued or running before")
    @PostMapping("/resume")
    ResponseEntity<JobDocument> resume(@PathVariable String id) {
        return act(JobAction.RESUME, id);
    }

    @Operation(
            summary = "Cancel a job",
            description = "A queued or paused job is cancelled at once; a running one stops after its current step.")
    @ApiResponse(responseCode = "202", description = "It is cancelled, or on its way there")
    @ApiResponse(responseCode = "200", description = "It had been cancelled before")
    @PostMapping("/cancel")
    ResponseEntity<JobDocument> cancel(@PathVariable String id) {
        return act(JobAction.CANCEL, id);
    }

    private ResponseEntity<JobDocument> act(JobAction action, String id) {
        JobActions.Done done = actions.act(action, id);
        return ResponseEntity.status(done.status()).body(documents.of(done.job()));
    }

    @Operation(
            summary = "Delete an ended or paused job",
            description = "Removes it with its metrics, logs, checkpoints and evaluation. Jobs forked from it stay.")
    @ApiResponse(responseCode = "204", description = "Gone")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String id,
            @Parameter(description = "The ETag of the job's document as it is to be when it goes")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch) {
        control.delete(id, job -> precondition.require(ifMatch, job));
    }
}

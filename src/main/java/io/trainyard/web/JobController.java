package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.job.Page;
import io.trainyard.spec.SpecReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs", description = "Training jobs: submit, watch, control")
class JobController {

    private final Jobs jobs;
    private final JobDocuments documents;
    private final SubmissionAnswers answers;
    private final JobWaits waits;
    private final JobPrecondition precondition;

    JobController(
            Jobs jobs,
            JobDocuments documents,
            SubmissionAnswers answers,
            JobWaits waits,
            JobPrecondition precondition) {
        this.precondition = precondition;
        this.waits = waits;
        this.jobs = jobs;
        this.documents = documents;
        this.answers = answers;
    }

    @Operation(
            summary = "Submit a job",
            description =
                    "Checks the spec, stores the job and queues it. Sent again with the same Idempotency-Key and the same"
                            + " spec, it answers with the job of the first time and the header Idempotent-Replayed: true.")
    @ApiResponse(responseCode = "201", description = "The job is queued; Location is its address")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobDocument> submit(
            @RequestBody JsonNode spec,
            @Parameter(description = SubmissionAnswers.KEY_DESCRIPTION)
                    @RequestHeader(name = SubmissionAnswers.IDEMPOTENCY_KEY, required = false)
                    @Nullable
                    String idempotencyKey) {
        return answers.of(jobs.submit(spec, SpecReader.read(spec), SubmissionAnswers.checked(idempotencyKey)));
    }

    @Operation(
            summary = "List jobs",
            parameters = {
                @Parameter(
                        name = "status",
                        in = ParameterIn.QUERY,
                        description = "Any of these; repeatable or comma-separated",
                        array = @ArraySchema(schema = @Schema(type = "string", example = "running"))),
                @Parameter(
                        name = "label",
                        in = ParameterIn.QUERY,
                        description = "key:value; repeatable, all must match",
                        array = @ArraySchema(schema = @Schema(type = "string", example = "course:week3"))),
                @Parameter(name = "name", in = ParameterIn.QUERY, description = "Part of the name, in any case"),
                @Parameter(
                        name = "q",
                        in = ParameterIn.QUERY,
                        description = "Part of the id, the name, a label (key:value) or the first 500 characters of the"
                                + " notes, in any case"),
                @Parameter(
                        name = "created_after",
                        in = ParameterIn.QUERY,
                        description = "ISO-8601 time",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "created_before",
                        in = ParameterIn.QUERY,
                        description = "ISO-8601 time",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "sort",
                        in = ParameterIn.QUERY,
                        description = "With - before it, largest first. Jobs without a value come last",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {
                                            "created_at",
                                            "-created_at",
                                            "name",
                                            "-name",
                                            "status",
                                            "-status",
                                            "priority",
                                            "-priority",
                                            "best_value",
                                            "-best_value",
                                            "test_accuracy",
                                            "-test_accuracy",
                                            "started_at",
                                            "-started_at",
                                            "finished_at",
                                            "-finished_at"
                                        },
                                        defaultValue = "-created_at")),
                @Parameter(
                        name = "fields",
                        in = ParameterIn.QUERY,
                        description = "Only these fields of each job, comma-separated; id and object come always",
                        example = "name,status,sparkline"),
                @Parameter(
                        name = "include",
                        in = ParameterIn.QUERY,
                        description = "sparkline: the last 50 validation accuracies of each job",
                        schema = @Schema(type = "string", allowableValues = "sparkline")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "At most so many of them",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50")),
                @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before"),
                @Parameter(
                        name = "order",
                        in = ParameterIn.QUERY,
                        description = "By creation time; instead of sort",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"asc", "desc"},
                                        defaultValue = "desc"))
            })
    @GetMapping
    ListDocument<Object> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        JobListQuery.Read read = JobListQuery.read(parameters);
        Page<Job> page = jobs.list(read.query());
        return new ListDocument<>(documents.of(page.data(), read.fields()), page.hasMore(), page.next());
    }

    @Operation(
            summary = "Get a job",
            description =
                    "Poll this with If-None-Match: 304 while nothing has changed. With wait as well, the answer comes"
                            + " as soon as something has, or as a 304 when the time is up.")
    @ApiResponse(
            responseCode = "200",
            description = "The job",
            content = @Content(schema = @Schema(implementation = JobDocument.class)))
    @ApiResponse(responseCode = "304", description = "It is as the client knows it", content = @Content)
    @GetMapping("/{id}")
    Object get(
            @PathVariable String id,
            @Parameter(
                            description = "How long to wait for a change, at most a minute: 30s, 500ms, 1m",
                            schema = @Schema(type = "string", pattern = "^[0-9]{1,6}(ms|s|m)$", example = "500ms"))
                    @RequestParam(name = "wait", required = false)
                    @Nullable
                    String wait,
            @Parameter(description = "ETags that the client knows")
                    @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable
                    String known,
            @Parameter(description = "ETags of which the answer must have one")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch) {
        Duration most = wait == null ? Duration.ZERO : WaitParameter.parse(wait);
        Job job = JobDocuments.require(jobs, id);
        precondition.require(ifMatch, job);
        return known == null || most.isZero() ? documents.of(job) : waits.answer(id, known, most);
    }
}

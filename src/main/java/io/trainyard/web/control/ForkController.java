package io.trainyard.web.control;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Forks;
import io.trainyard.web.JobDocument;
import io.trainyard.web.SubmissionAnswers;
import io.trainyard.web.WebConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}/fork", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
class ForkController {

    private static final String EXAMPLE = """
            {"checkpoint": "best", "overrides": {"name": "longer", "training": {"epochs": 40}}}""";

    private final Forks forks;
    private final SubmissionAnswers answers;

    ForkController(Forks forks, SubmissionAnswers answers) {
        this.forks = forks;
        this.answers = answers;
    }

    @Operation(
            summary = "Fork a job",
            description =
                    "A new job that goes on from a checkpoint of this one, with its spec as the overrides change it."
                            + " It has its own copy of the checkpoint. epochs is the total, those behind the checkpoint included.")
    @ApiResponse(responseCode = "201", description = "The fork is queued; Location is its address")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "Where to begin and what to change; everything may be left out",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Fork.class),
                            examples = @ExampleObject(EXAMPLE)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobDocument> fork(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable JsonNode body,
            @Parameter(description = SubmissionAnswers.KEY_DESCRIPTION)
                    @RequestHeader(name = SubmissionAnswers.IDEMPOTENCY_KEY, required = false)
                    @Nullable
                    String idempotencyKey) {
        JsonNode request = body == null ? JsonNodeFactory.instance.objectNode() : body;
        return answers.of(forks.fork(id, request, SubmissionAnswers.checked(idempotencyKey)));
    }

    /**
     * For the OpenAPI document; {@link io.trainyard.spec.ForkSpec} reads it.
     *
     * @param overrides JSON merge patch (RFC 7396) onto the spec of the parent
     */
    @Schema(
            name = "Fork",
            description = "Where a fork starts, and what it changes.",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    private record Fork(
            @Schema(
                    pattern = "^(best|last|ckpt_[0-9a-z]{1,40})$",
                    description = "best, last or an id; without it the best, or the last where none is best")
            @Nullable
            String checkpoint,

            @Schema(defaultValue = "false", description = "Takes over the model alone; the optimizer starts anew")
            boolean resetOptimizer,

            @Schema(type = "object") JsonNode overrides) {}
}

package io.trainyard.web.control;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.JobControl;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.web.JobDocument;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.JobPrecondition;
import io.trainyard.web.JobProblems;
import io.trainyard.web.ProblemError;
import io.trainyard.web.WebConfiguration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
class PatchController {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String EXAMPLE = """
            {"name": "vgg11, third try", "labels": {"course": null, "keep": "yes"}, "priority": 5}""";

    private final JobControl control;
    private final JobDocuments documents;
    private final JobPrecondition precondition;

    PatchController(JobControl control, JobDocuments documents, JobPrecondition precondition) {
        this.control = control;
        this.documents = documents;
        this.precondition = precondition;
    }

    @Operation(
            summary = "Change name, labels, notes or priority",
            description =
                    "A JSON merge patch (RFC 7396): what is left out stays, null removes. The priority can be changed"
                            + " while the job is queued or paused. The spec stays as it was sent.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "What is to be changed",
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Patch.class),
                            examples = @ExampleObject(EXAMPLE)))
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH})
    JobDocument patch(
            @PathVariable String id,
            @RequestBody JsonNode patch,
            @Parameter(description = "The ETag of the job's document that the patch is meant for")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch) {
        try {
            return documents.of(control.patch(id, patch, job -> precondition.require(ifMatch, job)));
        } catch (InvalidSpecException e) {
            throw JobProblems.invalidBody(
                            e.violations().stream().map(ProblemError::of).toList())
                    .exception();
        }
    }

    /**
     * For the OpenAPI document; {@link io.trainyard.spec.Heading} reads it.
     *
     * @param name null removes it
     * @param labels null removes a label, or all of them
     * @param notes null removes them
     * @param priority a higher one runs sooner; null is 0
     */
    @Schema(
            name = "JobPatch",
            description = "A JSON merge patch onto what can be changed of a job.",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    private record Patch(
            @Schema(minLength = 1, maxLength = 200) @Nullable
            String name,

            @Nullable Map<String, @Nullable String> labels,
            @Schema(maxLength = 10_000) @Nullable String notes,

            @Schema(minimum = "-1000", maximum = "1000") @Nullable
            Integer priority) {}
}

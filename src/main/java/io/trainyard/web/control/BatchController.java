package io.trainyard.web.control;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.web.ListDocument;
import io.trainyard.web.WebConfiguration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/batch", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
class BatchController {

    private static final String EXAMPLE = """
            {"action": "cancel", "ids": ["job_1k0xhes9xjangp9bpdcwk3"]}""";

    private final BatchActions batch;

    BatchController(BatchActions batch) {
        this.batch = batch;
    }

    @Operation(
            summary = "Do one thing to many jobs",
            description =
                    "Each job by itself, in the given order: data says for each what the request for it alone would"
                            + " have answered. The whole is a 200 whatever becomes of the single ones.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "What to do, and to which jobs",
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Batch.class),
                            examples = @ExampleObject(EXAMPLE)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ListDocument<BatchResult> act(@RequestBody JsonNode body) {
        return ListDocument.whole(batch.act(BatchRequest.read(body)));
    }

    /**
     * For the OpenAPI document; {@link BatchRequest} reads it.
     *
     * @param action what to do to each
     * @param ids of the jobs
     */
    @Schema(
            name = "Batch",
            description = "One action for many jobs.",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    private record Batch(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"pause", "resume", "cancel", "delete"})
            String action,

            @ArraySchema(
                    minItems = 1,
                    maxItems = BatchRequest.MOST,
                    arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
            List<String> ids) {}
}

package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Jobs;
import io.trainyard.result.EpochMetrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}")
@Tag(name = "results", description = "What a job has given so far")
class MetricsController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Jobs jobs;

    MetricsController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "Metrics per epoch",
            description = "JSON, or CSV by Accept: text/csv or format=csv; the parameter wins over the header.")
    @ApiResponse(
            responseCode = "200",
            description = "A row per epoch, the first one first",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schemaProperties = {
                            @SchemaProperty(name = "object", schema = @Schema(type = "string")),
                            @SchemaProperty(
                                    name = "data",
                                    array = @ArraySchema(schema = @Schema(implementation = EpochMetrics.class))),
                            @SchemaProperty(name = "has_more", schema = @Schema(type = "boolean")),
                            @SchemaProperty(name = "next", schema = @Schema(type = "string", nullable = true))
                        }),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @GetMapping(
            path = "/metrics",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv"})
    ResponseEntity<Object> metrics(
            @PathVariable String id,
            @Parameter(description = "Wins over the Accept header", schema = @Schema(allowableValues = {"json", "csv"}))
                    @RequestParam(name = "format", required = false)
                    @Nullable
                    String format,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        JobDocuments.require(jobs, id);
        boolean csv = format == null ? AcceptHeader.prefers(accept, CSV, MediaType.APPLICATION_JSON) : isCsv(format);
        List<EpochMetrics> epochs = jobs.metrics(id);
        return csv
                ? ResponseEntity.ok().contentType(CSV).body(MetricsCsv.write(epochs))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ListDocument.whole(epochs));
    }

    private static boolean isCsv(String format) {
        return switch (format) {
            case "csv" -> true;
            case "json" -> false;
            default ->
                throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                                "format",
                                "unknown_value",
                                "format is \"%s\", but must be json or csv.".formatted(format))))
                        .exception();
        };
    }

    @Operation(summary = "The training log", description = "Plain text, oldest line first.")
    @GetMapping(path = "/logs", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> logs(
            @PathVariable String id,
            @Parameter(description = "Only so many last lines", schema = @Schema(type = "integer", minimum = "1"))
                    @RequestParam(name = "tail", required = false)
                    @Nullable
                    Integer tail) {
        if (tail != null && tail < 1) {
            throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                            "tail", "out_of_range", "tail is %d, but must be at least 1.".formatted(tail))))
                    .exception();
        }
        JobDocuments.require(jobs, id);
        String text = String.join("\n", jobs.logs(id, tail));
        return ResponseEntity.ok().contentType(TEXT).body(text.isEmpty() ? text : text + "\n");
    }
}

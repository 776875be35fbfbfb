package io.trainyard.web.metrics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Job;
import io.trainyard.job.JobWatch;
import io.trainyard.job.Jobs;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.IterationMetrics;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.ListDocument;
import io.trainyard.web.MetricsCsv;
import io.trainyard.web.WebConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
import org.springframework.web.context.request.ServletWebRequest;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}")
@Tag(name = "results", description = "What a job has given so far")
class MetricsController {

    private static final int ITERATIONS = 1_000;
    private static final List<ToDoubleFunction<EpochMetrics>> CURVES = List.of(
            EpochMetrics::trainLoss,
            EpochMetrics::trainAccuracy,
            epoch -> orNaN(epoch.validationLoss()),
            epoch -> orNaN(epoch.validationAccuracy()));

    private final Jobs jobs;
    private final JobWatch watch;

    MetricsController(Jobs jobs, JobWatch watch) {
        this.jobs = jobs;
        this.watch = watch;
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    @Operation(
            summary = "Metrics per epoch or per iteration",
            description =
                    "JSON, or CSV by Accept: text/csv or format=csv; the parameter wins over the header. Where there"
                            + " are more rows than points, those are left that a curve needs: the first and the last, the best"
                            + " epoch, and of every stretch the smallest and the largest values of loss and accuracy.")
    @ApiResponse(
            responseCode = "200",
            description = "A row per epoch or iteration, the first one first",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schemaProperties = {
                            @SchemaProperty(name = "object", schema = @Schema(type = "string")),
                            @SchemaProperty(
                                    name = "data",
                                    array =
                                            @ArraySchema(
                                                    schema =
                                                            @Schema(
                                                                    type = "object",
                                                                    anyOf = {EpochMetrics.class, IterationMetrics.class
                                                                    }))),
                            @SchemaProperty(name = "has_more", schema = @Schema(type = "boolean")),
                            @SchemaProperty(name = "next", schema = @Schema(type = "string", nullable = true))
                        }),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @GetMapping(
            path = "/metrics",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv"})
    @Nullable
    ResponseEntity<?> metrics(
            @PathVariable String id,
            @Parameter(
                            description = "What a row is",
                            schema =
                                    @Schema(
                                            allowableValues = {"epoch", "iteration"},
                                            defaultValue = "epoch"))
                    @RequestParam(name = "per", defaultValue = "epoch")
                    String per,
            @Parameter(
                            description = "The most rows; without it all epochs, or 1,000 iterations",
                            schema = @Schema(type = "integer", minimum = "20", maximum = "1000000"))
                    @RequestParam(name = "points", required = false)
                    @Nullable
                    Integer points,
            @Parameter(
                            description = "Only epochs or iterations after this one",
                            schema = @Schema(type = "integer", format = "int64", minimum = "0", defaultValue = "0"))
                    @RequestParam(name = "after", defaultValue = "0")
                    long after,
            @Parameter(description = "Wins over the Accept header", schema = @Schema(allowableValues = {"json", "csv"}))
                    @RequestParam(name = "format", required = false)
                    @Nullable
                    String format,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = JobDocuments.require(jobs, id);
        MetricsQuery query = MetricsQuery.of(per, points, after, format, accept);
        if (query.perIteration()) {
            iterations(
                    new IterationTable(watch, job, query, points == null ? ITERATIONS : points),
                    query,
                    request,
                    response);
            return null;
        }
        List<EpochMetrics> epochs = epochs(job, query);
        return query.csv()
                ? ResponseEntity.ok().contentType(MetricsQuery.CSV).body(MetricsCsv.write(epochs))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ListDocument.whole(epochs));
    }

    private List<EpochMetrics> epochs(Job job, MetricsQuery query) {
        List<EpochMetrics> all = jobs.metrics(job.id()).stream()
                .filter(epoch -> epoch.epoch() > query.after())
                .toList();
        if (query.points() == null) {
            return all;
        }
        Job.Best best = job.best();
        List<EpochMetrics> left = new ArrayList<>();
        var sampler = new Downsampler<>(
                all.size(), query.points(), CURVES, epoch -> best != null && epoch.epoch() == best.epoch(), left::add);
        all.forEach(sampler::accept);
        sampler.flush();
        return left;
    }

    /** Too many to be held: written as they are read, under a tag that needs no look at them. */
    private static void iterations(
            IterationTable table, MetricsQuery query, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (new ServletWebRequest(request, response).checkNotModified(table.etag())) {
            return;
        }
        if (query.csv()) {
            response.setContentType(MetricsQuery.CSV.toString());
            RowWriter.csv(response.getOutputStream(), IterationMetrics.class, table::writeTo);
        } else {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            RowWriter.json(response.getOutputStream(), table::writeTo);
        }
    }
}

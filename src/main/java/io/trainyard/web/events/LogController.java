package io.trainyard.web.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.JobWatch;
import io.trainyard.job.Jobs;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import io.trainyard.web.WebConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}")
@Tag(name = "results")
class LogController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Jobs jobs;
    private final JobWatch watch;
    private final EventStreams streams;

    LogController(Jobs jobs, JobWatch watch, EventStreams streams) {
        this.jobs = jobs;
        this.watch = watch;
        this.streams = streams;
    }

    @Operation(
            summary = "The training log",
            description =
                    "Plain text, oldest line first. With follow=true the answer stays open until the job has ended,"
                            + " and lines come as they are written.")
    @ApiResponse(
            responseCode = "200",
            description = "The lines",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    @GetMapping(path = "/logs", produces = MediaType.TEXT_PLAIN_VALUE)
    @Nullable
    ResponseEntity<String> logs(
            @PathVariable String id,
            @Parameter(description = "Only so many last lines", schema = @Schema(type = "integer", minimum = "1"))
                    @RequestParam(name = "tail", required = false)
                    @Nullable
                    Integer tail,
            @Parameter(description = "Whether to stay for those to come")
                    @RequestParam(name = "follow", defaultValue = "false")
                    boolean follow,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (tail != null && tail < 1) {
            throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                            "tail", "out_of_range", "tail is %d, but must be at least 1.".formatted(tail))))
                    .exception();
        }
        JobDocuments.require(jobs, id);
        if (follow && !request.getMethod().equals("HEAD")) {
            int after = tail == null ? 0 : Math.max(0, watch.lastLogLine(id) - tail);
            streams.open(request, response, TEXT, new LogSource(watch, id, after));
            return null;
        }
        String text = String.join("\n", jobs.logs(id, tail));
        return ResponseEntity.ok().contentType(TEXT).body(text.isEmpty() ? text : text + "\n");
    }
}

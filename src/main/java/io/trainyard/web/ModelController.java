package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}/model")
@Tag(name = "models")
class ModelController {

    private final Jobs jobs;

    ModelController(Jobs jobs) {
        this.jobs = jobs;
    }

    @DownloadOperation
    @Operation(summary = "Download the trained model", description = Download.DESCRIPTION)
    @GetMapping
    void get(
            @PathVariable String id,
            @Parameter(
                            description = "best, last, or a checkpoint id; without it the best, or the last where none"
                                    + " is best",
                            example = "best")
                    @RequestParam(name = "checkpoint", required = false)
                    @Nullable
                    String selector,
            @Parameter(description = "dl4j: a zip for ModelSerializer", schema = @Schema(allowableValues = "dl4j"))
                    @RequestParam(name = "format", defaultValue = "dl4j")
                    String format,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!format.equals("dl4j")) {
            throw wrong("format", "format is \"%s\", but only dl4j is offered.".formatted(format));
        }
        Job job = JobDocuments.require(jobs, id);
        Checkpoint checkpoint = select(job, selector);
        new Download(job, checkpoint, offset -> jobs.content(checkpoint, offset)).send(request, response);
    }

    private Checkpoint select(Job job, @Nullable String selector) {
        List<Checkpoint> kept = jobs.checkpoints(job.id());
        if (selector == null) {
            return first(kept, Checkpoint::best)
                    .or(() -> first(kept, Checkpoint::last))
                    .orElseThrow(() -> notReady(job, "model"));
        }
        return switch (selector) {
            case "best" -> first(kept, Checkpoint::best).orElseThrow(() -> notReady(job, "best checkpoint"));
            case "last" -> first(kept, Checkpoint::last).orElseThrow(() -> notReady(job, "last checkpoint"));
            default -> byId(job, kept, selector);
        };
    }

    private static Checkpoint byId(Job job, List<Checkpoint> kept, String id) {
        if (!id.startsWith("ckpt_")) {
            throw wrong("checkpoint", "checkpoint is \"%s\", but must be best, last or a ckpt_ id.".formatted(id));
        }
        return first(kept, checkpoint -> checkpoint.id().equals(id))
                .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "checkpoint_not_found",
                                "Job %s has no checkpoint \"%s\"; /api/v1/jobs/%s/checkpoints lists those it has."
                                        .formatted(job.id(), id, job.id()))
                        .exception());
    }

    private static Optional<Checkpoint> first(List<Checkpoint> checkpoints, Predicate<Checkpoint> wanted) {
        return checkpoints.stream().filter(wanted).findFirst();
    }

    private static ProblemException wrong(String parameter, String message) {
        return Problem.invalidParameters(List.of(ProblemError.inQuery(parameter, "unknown_value", message)))
                .exception();
    }

    private static ProblemException notReady(Job job, String what) {
        String self = WebConfiguration.API + "/jobs/" + job.id();
        String next = job.state().status().isFinal()
                ? "%s/checkpoints lists what it left; its error and %s/logs say why it ended.".formatted(self, self)
                : "It comes with the first checkpoint: poll %s and ask again.".formatted(self);
        return Problem.of(
                        HttpStatus.CONFLICT, "model_not_ready", "Job %s has no %s. %s".formatted(job.id(), what, next))
                .with("job_status", job.state().status())
                .exception();
    }
}

package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import io.trainyard.web.ProblemException;
import io.trainyard.web.WebConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the checkpoint that a query parameter means. */
@Component
public class CheckpointSelection {

    private final Jobs jobs;

    CheckpointSelection(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * @param selector best, last or an id; null for the best, or the last where none is best
     * @throws ProblemException 400, 404, or 409 where there is none yet
     */
    public Checkpoint select(Job job, @Nullable String selector) {
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
            throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                            "checkpoint",
                            "unknown_value",
                            "checkpoint is \"%s\", but must be best, last or a ckpt_ id.".formatted(id))))
                    .exception();
        }
        return first(kept, checkpoint -> checkpoint.id().equals(id)).orElseThrow(() -> gone(job, id));
    }

    /** Says that a job has no such checkpoint, or not any more. */
    static ProblemException gone(Job job, String id) {
        return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "checkpoint_not_found",
                        "Job %s has no checkpoint \"%s\"; /api/v1/jobs/%s/checkpoints lists those it has."
                                .formatted(job.id(), id, job.id()))
                .exception();
    }

    private static Optional<Checkpoint> first(List<Checkpoint> checkpoints, Predicate<Checkpoint> wanted) {
        return checkpoints.stream().filter(wanted).findFirst();
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

package io.trainyard.job;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ForkPlan;
import io.trainyard.spec.ForkSpec;
import io.trainyard.spec.Heading;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.SpecAdvice;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Forks as rows of the database. */
@Service
class StoredForks implements Forks {

    private final Submissions submissions;
    private final JobRows jobs;
    private final ControlRows control;
    private final CheckpointRows checkpoints;
    private final NewJobs newJobs;
    private final ForkStarts starts;

    StoredForks(
            Submissions submissions,
            JobRows jobs,
            ControlRows control,
            CheckpointRows checkpoints,
            NewJobs newJobs,
            ForkStarts starts) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.control = control;
        this.checkpoints = checkpoints;
        this.newJobs = newJobs;
        this.starts = starts;
    }

    @Override
    public Submission fork(String parentId, JsonNode request, @Nullable String idempotencyKey) {
        return submissions.submit(
                "fork " + parentId, request, idempotencyKey, () -> fork(parentId, ForkSpec.read(request)));
    }

    private Job fork(String parentId, ForkSpec request) {
        // Locked, so that the parent's own run removes none of its checkpoints meanwhile.
        control.lock(parentId).orElseThrow(() -> new JobNotFoundException(parentId));
        Job parent = jobs.find(parentId).orElseThrow();
        Checkpoint source = select(parent, request.checkpoint());
        ExperimentSpec resolved = SpecReader.read(parent.order().resolvedSpec());
        ForkPlan plan = ForkPlan.of(
                Heading.of(resolved)
                        .carriedOver(parent.heading(), parent.order().spec()),
                resolved,
                request,
                new ForkPlan.Place(source.epoch(), source.batch()));
        List<Violation> advice = Stream.concat(SpecAdvice.of(plan.spec()).stream(), plan.advice().stream())
                .toList();
        String id = newJobs.store(plan.json(), plan.spec(), advice);
        starts.give(id, parent, source, plan, request.resetOptimizer());
        return newJobs.queue(id);
    }

    private Checkpoint select(Job parent, @Nullable String selector) {
        List<Checkpoint> all = checkpoints.of(parent.id());
        if (selector == null) {
            return first(all, Checkpoint::best)
                    .or(() -> first(all, Checkpoint::last))
                    .orElseThrow(() -> none(parent, "checkpoint yet"));
        }
        return switch (selector) {
            case "best" -> first(all, Checkpoint::best).orElseThrow(() -> none(parent, "best checkpoint"));
            case "last" -> first(all, Checkpoint::last).orElseThrow(() -> none(parent, "checkpoint yet"));
            default ->
                first(all, checkpoint -> checkpoint.id().equals(selector)).orElseThrow(() -> unknown(parent, selector));
        };
    }

    private static Optional<Checkpoint> first(List<Checkpoint> all, Predicate<Checkpoint> wanted) {
        return all.stream().filter(wanted).findFirst();
    }

    private static ActionNotAllowedException none(Job parent, String what) {
        return new ActionNotAllowedException(parent, "Job %s has no %s to fork from.".formatted(parent.id(), what));
    }

    private static InvalidSpecException unknown(Job parent, String id) {
        return new InvalidSpecException(List.of(new Violation(
                "/checkpoint",
                "unknown_value",
                "Job %s has no checkpoint \"%s\"; GET /api/v1/jobs/%s/checkpoints lists those it has."
                        .formatted(parent.id(), id, parent.id()))));
    }
}

package io.trainyard.job;

import io.trainyard.job.ForkRows.BestEpoch;
import io.trainyard.job.ForkRows.Origin;
import io.trainyard.job.RunRows.Policy;
import io.trainyard.spec.ForkPlan;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives forks what they start with; works within the caller's transaction. */
@Component
class ForkStarts {

    private final Ids ids;
    private final RunRows runs;
    private final CheckpointRows checkpoints;
    private final ForkRows forks;
    private final BestEpochs bestEpochs;

    ForkStarts(Ids ids, RunRows runs, CheckpointRows checkpoints, ForkRows forks, BestEpochs bestEpochs) {
        this.ids = ids;
        this.runs = runs;
        this.checkpoints = checkpoints;
        this.forks = forks;
        this.bestEpochs = bestEpochs;
    }

    /** Copies the checkpoint, and the best one before it where the fork carries on with that. */
    void give(String jobId, Job parent, Checkpoint source, ForkPlan plan, boolean resetOptimizer) {
        String copy = copy(source, jobId, plan.continues());
        Inherited inherited = plan.continues() ? inherited(jobId, source, copy) : null;
        forks.insert(
                jobId,
                new Job.Lineage(parent.id(), source.id()),
                new Origin(copy, resetOptimizer, plan.continues(), inherited == null ? null : inherited.best()));
        if (inherited != null) {
            runs.setBest(jobId, inherited.best().epoch(), inherited.best().value(), inherited.checkpoint());
        }
        runs.setPlace(jobId, source.epoch(), source.batch());
    }

    /** @param checkpoint the job's own copy; null if it keeps none as the best */
    private record Inherited(BestEpoch best, @Nullable String checkpoint) {}

    /** Null where there is no best yet, or where its checkpoint is needed, but is no longer there. */
    private @Nullable Inherited inherited(String jobId, Checkpoint source, String copy) {
        Policy policy = runs.policy(jobId);
        BestEpoch best =
                bestEpochs.of(source.jobId(), policy.metric(), source.epoch()).orElse(null);
        if (best == null || !policy.keepsBest()) {
            return best == null ? null : new Inherited(best, null);
        }
        if (source.epoch() == best.epoch() && source.batch() == 0) {
            return new Inherited(best, copy);
        }
        Optional<Checkpoint> kept = checkpoints.of(source.jobId()).stream()
                .filter(checkpoint -> checkpoint.epoch() == best.epoch() && checkpoint.batch() == 0)
                .findFirst();
        return kept.map(checkpoint -> new Inherited(best, copy(checkpoint, jobId, true)))
                .orElse(null);
    }

    /** @param comparable whether its metric can be compared with those of the job's own epochs */
    private String copy(Checkpoint source, String jobId, boolean comparable) {
        Instant now = ids.nextMoment();
        String id = ids.id("ckpt_", now);
        checkpoints.copy(source.id(), id, jobId, comparable ? source.metricValue() : null, now);
        return id;
    }
}

package io.trainyard.job;

import io.trainyard.job.ForkRows.BestEpoch;
import io.trainyard.job.RunRows.Policy;
import io.trainyard.job.RunStart.ForkStart;
import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps metrics, checkpoints and the best of them in step; works within the caller's transaction. */
@Component
class CheckpointKeeper {

    private final Ids ids;
    private final RunRows runs;
    private final JobRecords records;
    private final ForkRows forks;
    private final BestEpochs bestEpochs;

    CheckpointKeeper(Ids ids, RunRows runs, JobRecords records, ForkRows forks, BestEpochs bestEpochs) {
        this.ids = ids;
        this.runs = runs;
        this.records = records;
        this.forks = forks;
        this.bestEpochs = bestEpochs;
    }

    void epoch(String jobId, EpochMetrics metrics, @Nullable CheckpointFile file, Instant now) {
        records.metrics().put(jobId, metrics);
        records.iterations().compact(jobId, metrics.epoch());
        runs.setEpochEnd(jobId, metrics.epoch());
        String checkpoint = file == null ? null : store(jobId, file, now);
        Policy policy = runs.policy(jobId);
        Double value = value(metrics, policy.metric());
        if (value != null && policy.improvesOnBest(value)) {
            runs.setBest(jobId, metrics.epoch(), value, policy.keepsBest() ? checkpoint : null);
        }
        records.events().add(jobId, new EventData.EpochEnded(metrics));
        tell(jobId, checkpoint, file);
        retain(jobId);
    }

    void stopped(String jobId, CheckpointFile file, Instant now) {
        String checkpoint = store(jobId, file, now);
        runs.setPlace(jobId, file.epoch(), file.batch());
        restoreBest(jobId);
        tell(jobId, checkpoint, file);
        retain(jobId);
    }

    private void tell(String jobId, @Nullable String checkpoint, @Nullable CheckpointFile file) {
        if (checkpoint != null && file != null) {
            boolean best = checkpoint.equals(runs.policy(jobId).bestCheckpoint());
            records.events()
                    .add(
                            jobId,
                            new EventData.CheckpointStored(
                                    checkpoint, file.epoch(), file.batch(), file.iteration(), file.bytes(), best));
        }
    }

    /**
     * Back to the last checkpoint: what came after it will come again.
     *
     * @return the job's checkpoints
     */
    List<Checkpoint> rewind(String jobId) {
        List<Checkpoint> checkpoints = records.checkpoints().of(jobId);
        Optional<Checkpoint> last =
                checkpoints.stream().filter(Checkpoint::last).findFirst();
        int epoch = last.map(Checkpoint::epoch).orElse(0);
        records.metrics().removeAfter(jobId, epoch);
        records.iterations().removeAfter(jobId, last.map(Checkpoint::iteration).orElse(0L));
        runs.setPlace(jobId, epoch, last.map(Checkpoint::batch).orElse(0));
        restoreBest(jobId);
        return records.checkpoints().of(jobId);
    }

    /** How to take up at a checkpoint; empty if it is the job's own. */
    Optional<ForkStart> forkStart(Checkpoint last) {
        return forks.of(last.jobId())
                .filter(origin -> origin.checkpointId().equals(last.id()))
                .map(origin -> new ForkStart(origin.resetOptimizer(), origin.continues()));
    }

    private void restoreBest(String jobId) {
        Policy policy = runs.policy(jobId);
        Optional<BestEpoch> best = bestEpochs.of(jobId, policy.metric(), Integer.MAX_VALUE);
        if (best.isEmpty()) {
            runs.setBest(jobId, null, null, null);
            return;
        }
        int epoch = best.get().epoch();
        String checkpoint = records.checkpoints().of(jobId).stream()
                .filter(stored -> stored.epoch() == epoch && stored.batch() == 0)
                .map(Checkpoint::id)
                .findFirst()
                .orElse(null);
        runs.setBest(jobId, epoch, best.get().value(), policy.keepsBest() ? checkpoint : null);
    }

    private String store(String jobId, CheckpointFile file, Instant now) {
        String id = ids.id("ckpt_", now);
        records.checkpoints().deleteAt(jobId, file.epoch(), file.batch());
        records.checkpoints().insert(id, jobId, file, now);
        records.chunks().write(id, file);
        runs.setLastCheckpoint(jobId, id);
        return id;
    }

    private void retain(String jobId) {
        Policy policy = runs.policy(jobId);
        List<Checkpoint> all = records.checkpoints().of(jobId);
        Set<String> kept = policy.retention().kept(all, policy.bestCheckpoint());
        all.stream().map(Checkpoint::id).filter(id -> !kept.contains(id)).forEach(records.checkpoints()::delete);
    }

    /** @throws IllegalArgumentException if the epoch was not judged by it */
    static double require(EpochMetrics metrics, Metric metric) {
        Double value = value(metrics, metric);
        if (value == null) {
            throw new IllegalArgumentException("Epoch %d has no %s.".formatted(metrics.epoch(), metric.id()));
        }
        return value;
    }

    private static @Nullable Double value(EpochMetrics metrics, Metric metric) {
        return switch (metric) {
            case VALIDATION_LOSS -> metrics.validationLoss();
            case VALIDATION_ACCURACY -> metrics.validationAccuracy();
            case TRAIN_LOSS -> metrics.trainLoss();
        };
    }
}

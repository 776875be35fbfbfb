package io.trainyard.job;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How runs begin: a queued job is claimed, and goes back to its last checkpoint. */
@Component
class RunStarts {

    private final TransactionOperations transaction;
    private final Ids ids;
    private final JobRows jobs;
    private final RunRows rows;
    private final QueueEntries queue;
    private final CheckpointKeeper keeper;
    private final JobRecords records;

    RunStarts(
            TransactionOperations transaction,
            Ids ids,
            JobRows jobs,
            RunRows rows,
            QueueEntries queue,
            CheckpointKeeper keeper,
            JobRecords records) {
        this.transaction = transaction;
        this.ids = ids;
        this.jobs = jobs;
        this.rows = rows;
        this.queue = queue;
        this.keeper = keeper;
        this.records = records;
    }

    Optional<RunStart> claim(String jobId, long version, String server, String device) {
        return transaction.execute(status -> {
            rows.lock(jobId);
            // A job that was paused and resumed meanwhile has another entry, for whoever takes that.
            boolean claimed = queue.isStill(jobId, version) && rows.claim(jobId, server, device, ids.nextMoment());
            return claimed ? Optional.of(start(jobId)) : Optional.empty();
        });
    }

    private RunStart start(String jobId) {
        List<Checkpoint> checkpoints = keeper.rewind(jobId);
        records.events().status(jobId);
        Checkpoint last =
                checkpoints.stream().filter(Checkpoint::last).findFirst().orElse(null);
        Job job = jobs.find(jobId).orElseThrow();
        return new RunStart(
                new Run(jobId, job.state().attempt()),
                job,
                last,
                checkpoints.stream().filter(Checkpoint::best).findFirst().orElse(null),
                last == null ? null : keeper.forkStart(last).orElse(null),
                records.metrics().seconds(jobId));
    }
}

package io.trainyard.job;

import io.trainyard.job.Job.JobError;
import io.trainyard.job.QueueEntries.Entry;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How runs end, by themselves or with their worker, and where their jobs go then. */
@Component
class RunEnds {

    private static final Duration DELAY = Duration.ofSeconds(5);

    private final TransactionOperations transaction;
    private final Ids ids;
    private final JobRows jobs;
    private final RunRows rows;
    private final QueueEntries queue;
    private final JobRecords records;

    RunEnds(
            TransactionOperations transaction,
            Ids ids,
            JobRows jobs,
            RunRows rows,
            QueueEntries queue,
            JobRecords records) {
        this.transaction = transaction;
        this.ids = ids;
        this.jobs = jobs;
        this.rows = rows;
        this.queue = queue;
        this.records = records;
    }

    JobStatus succeed(Run run, StopReason reason, EvaluationResult test, int evaluatedEpoch) {
        return end(run, now -> {
            double seconds = records.metrics().seconds(run.jobId());
            if (!rows.succeed(run, reason, test, evaluatedEpoch, seconds, now)) {
                return null;
            }
            records.evaluations().put(run.jobId(), test);
            records.events().status(run.jobId());
            queue.remove(run.jobId());
            return JobStatus.SUCCEEDED;
        });
    }

    JobStatus fail(Run run, JobError error) {
        return end(run, now -> {
            JobStatus ended = error.category() == FailureCategory.INFRASTRUCTURE ? survived(run, error, now) : null;
            if (ended == null && rows.fail(run, error, now)) {
                queue.remove(run.jobId());
                records.events().status(run.jobId());
                return JobStatus.FAILED;
            }
            return ended;
        });
    }

    private @Nullable JobStatus survived(Run run, JobError error, Instant now) {
        if (rows.retry(run, now)) {
            int failures = rows.failures(run.jobId());
            queue.release(run.jobId(), retryAt(run, failures, now));
            records.events().status(run.jobId());
            note(
                    run,
                    now,
                    "%s The job goes on from its last checkpoint (failure %d without a new one)."
                            .formatted(error.message(), failures));
            return JobStatus.QUEUED;
        }
        return paused(run, now, error.message()) ? JobStatus.PAUSED : null;
    }

    /** At once after the first failure, then later and later. */
    private Instant retryAt(Run run, int failures, Instant now) {
        return failures == 1 ? place(run.jobId()) : now.plus(DELAY.multipliedBy(failures - 1L));
    }

    JobStatus giveBack(Run run, String why) {
        return end(run, now -> {
            if (requeued(run, now, why)) {
                return JobStatus.QUEUED;
            }
            return paused(run, now, why) ? JobStatus.PAUSED : null;
        });
    }

    private boolean requeued(Run run, Instant now, String why) {
        boolean requeued = rows.requeue(run, now);
        if (requeued) {
            queue.release(run.jobId(), place(run.jobId()));
            records.events().status(run.jobId());
            note(run, now, why);
        }
        return requeued;
    }

    private boolean paused(Run run, Instant now, String why) {
        boolean paused = rows.pause(run, now);
        if (paused) {
            queue.remove(run.jobId());
            records.events().status(run.jobId());
            note(run, now, why + " The job is paused.");
        }
        return paused;
    }

    /** Where the job stood in the queue from the beginning. */
    private Instant place(String jobId) {
        return jobs.find(jobId).orElseThrow().timestamps().createdAt();
    }

    private void note(Run run, Instant now, String text) {
        records.logs().append(run.jobId(), now, List.of(text));
    }

    /** Ends a run; a cancellation that was asked for goes before every other end. */
    private JobStatus end(Run run, Ending ending) {
        return transaction.execute(status -> {
            Instant now = ids.nextMoment();
            JobStatus ended = ending.at(now);
            if (ended != null) {
                return ended;
            }
            if (!cancelled(run, now)) {
                throw new RunLostException(run);
            }
            return JobStatus.CANCELLED;
        });
    }

    private boolean cancelled(Run run, Instant now) {
        boolean cancelled = rows.cancel(run, now);
        if (cancelled) {
            queue.remove(run.jobId());
            records.events().status(run.jobId());
        }
        return cancelled;
    }

    /** Says which status the run ended in; null if it could not, since it is no longer running. */
    @FunctionalInterface
    private interface Ending {
        @Nullable
        JobStatus at(Instant now);
    }

    void recover(String jobId, long version, String why) {
        transaction.executeWithoutResult(status -> {
            Instant now = ids.nextMoment();
            Optional<Run> run = rows.lock(jobId);
            if (!queue.isStill(jobId, version)) {
                return;
            }
            if (run.isEmpty()) {
                queue.remove(jobId);
            } else if (!cancelled(run.get(), now) && !paused(run.get(), now, why) && !requeued(run.get(), now, why)) {
                settleUnclaimed(jobId);
            }
        });
    }

    /** The entry was taken, but its job had not been claimed, or had ended. */
    private void settleUnclaimed(String jobId) {
        Job job = jobs.find(jobId).orElseThrow();
        if (job.state().status() == JobStatus.QUEUED) {
            queue.release(jobId, job.timestamps().createdAt());
        } else {
            queue.remove(jobId);
        }
    }

    int recoverAll(String server, String why) {
        List<Entry> taken = queue.takenBy(server);
        taken.forEach(entry -> recover(entry.jobId(), entry.version(), why));
        return taken.size();
    }
}

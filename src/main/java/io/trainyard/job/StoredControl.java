package io.trainyard.job;

import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes of jobs as rows of the database. The job row is locked before its queue entry, everywhere. */
@Service
class StoredControl implements JobControl {

    private final TransactionOperations transaction;
    private final Ids ids;
    private final JobRows jobs;
    private final ControlRows rows;
    private final QueueEntries queue;
    private final EventLog events;

    StoredControl(
            TransactionOperations transaction,
            Ids ids,
            JobRows jobs,
            ControlRows rows,
            QueueEntries queue,
            EventLog events) {
        this.transaction = transaction;
        this.ids = ids;
        this.jobs = jobs;
        this.rows = rows;
        this.queue = queue;
        this.events = events;
    }

    @Override
    public Job pause(String id) {
        return act(JobAction.PAUSE, id);
    }

    @Override
    public Job resume(String id) {
        return act(JobAction.RESUME, id);
    }

    @Override
    public Job cancel(String id) {
        return act(JobAction.CANCEL, id);
    }

    private Job act(JobAction action, String id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            JobStatus from = lock(id);
            JobStatus to = action.from(from).orElseThrow(() -> new ActionNotAllowedException(existing(id), action));
            if (to != from) {
                move(id, from, to);
            }
            return existing(id);
        }));
    }

    private void move(String id, JobStatus from, JobStatus to) {
        Instant now = ids.nextMoment();
        rows.move(id, to, now);
        events.status(id);
        if (from == JobStatus.QUEUED) {
            queue.remove(id);
        } else if (to == JobStatus.QUEUED) {
            Job job = existing(id);
            queue.add(id, job.order().priority(), job.timestamps().createdAt());
        }
    }

    @Override
    public void delete(String id) {
        transaction.executeWithoutResult(status -> {
            if (lock(id).isActive()) {
                throw new ActionNotAllowedException(existing(id), JobAction.DELETE);
            }
            rows.delete(id);
            events.deleted(id);
        });
    }

    private JobStatus lock(String id) {
        return rows.lock(id).orElseThrow(() -> new JobNotFoundException(id));
    }

    private Job existing(String id) {
        return jobs.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }
}

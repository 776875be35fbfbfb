package io.trainyard.job;

import io.trainyard.spec.Heading;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

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
    public Job patch(String id, JsonNode patch, Consumer<Job> check) {
        return Objects.requireNonNull(transaction.execute(status -> {
            JobStatus at = lock(id);
            Job job = existing(id);
            check.accept(job);
            Heading heading = job.heading().patched(patch);
            List<String> changes = job.heading().changes(heading);
            if (changes.contains("priority")) {
                requirePriorityMatters(job, at);
                queue.setPriority(id, heading.priority());
            }
            if (!changes.isEmpty()) {
                jobs.describe(id, heading, ids.nextMoment());
                events.add(id, new EventData.Patched(changes));
            }
            return existing(id);
        }));
    }

    private static void requirePriorityMatters(Job job, JobStatus status) {
        if (status != JobStatus.QUEUED && status != JobStatus.PAUSED) {
            throw new ActionNotAllowedException(
                    job,
                    "Job %s is %s: its priority can be changed only while it is queued or paused."
                            .formatted(job.id(), Columns.name(status)));
        }
    }

    @Override
    public void delete(String id, Consumer<Job> check) {
        transaction.executeWithoutResult(status -> {
            boolean active = lock(id).isActive();
            Job job = existing(id);
            check.accept(job);
            if (active) {
                throw new ActionNotAllowedException(job, JobAction.DELETE);
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

package io.trainyard.job;

import static io.trainyard.job.JobStatus.CANCELLED;
import static io.trainyard.job.JobStatus.CANCELLING;
import static io.trainyard.job.JobStatus.PAUSED;
import static io.trainyard.job.JobStatus.PAUSING;
import static io.trainyard.job.JobStatus.QUEUED;
import static io.trainyard.job.JobStatus.RUNNING;

import java.util.Map;
import java.util.Optional;

/** What a client may do to a job; which of them now is the job's {@code allowed_actions}. */
public enum JobAction {
    PAUSE(Map.of(QUEUED, PAUSED, RUNNING, PAUSING, PAUSING, PAUSING, PAUSED, PAUSED)),
    RESUME(Map.of(PAUSED, QUEUED, QUEUED, QUEUED, RUNNING, RUNNING)),
    CANCEL(Map.of(
            QUEUED, CANCELLED,
            PAUSED, CANCELLED,
            RUNNING, CANCELLING,
            PAUSING, CANCELLING,
            CANCELLING, CANCELLING,
            CANCELLED, CANCELLED)),
    /** Makes another job and leaves this one alone. */
    FORK(Map.of()),
    /** Leaves no status behind. */
    DELETE(Map.of());

    private final Map<JobStatus, JobStatus> next;

    JobAction(Map<JobStatus, JobStatus> next) {
        this.next = next;
    }

    /** Where it leads; to where the job is if it is done or under way already; empty where it is not possible. */
    public Optional<JobStatus> from(JobStatus status) {
        return Optional.ofNullable(next.get(status));
    }

    /** Whether it would change a job in this status. */
    boolean changes(JobStatus status) {
        return from(status).filter(to -> to != status).isPresent();
    }
}

package io.trainyard.job;

/** Where a job stands; see the state machine in docs/architecture.md. */
public enum JobStatus {
    QUEUED,
    RUNNING,
    /** A client asked for a pause, and the trainer is writing its checkpoint. */
    PAUSING,
    PAUSED,
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** A job in a final status never changes again. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** The job's trainer has been asked to end, and the job leaves the status by itself. */
    public boolean isTransitional() {
        return this == PAUSING || this == CANCELLING;
    }

    /** A job that stands in the queue or that a worker holds. */
    public boolean isActive() {
        return !isFinal() && this != PAUSED;
    }
}

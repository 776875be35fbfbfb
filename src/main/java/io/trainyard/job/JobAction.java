package io.trainyard.job;

/** What a client may do to a job; which of them now is the job's {@code allowed_actions}. */
public enum JobAction {
    CANCEL,
    DELETE
}

package io.trainyard.job;

/** Something written in the name of a run that is over or was taken over; nothing of it was stored. */
public class RunLostException extends RuntimeException {

    public RunLostException(Run run) {
        super("Attempt %d of job %s is over: it ended, or the job was given to another worker."
                .formatted(run.attempt(), run.jobId()));
    }
}

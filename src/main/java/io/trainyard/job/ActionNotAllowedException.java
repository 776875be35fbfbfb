package io.trainyard.job;

import java.util.Locale;

/** An action that the job's status does not allow; carries the job as it is. */
public class ActionNotAllowedException extends RuntimeException {

    private final transient Job job;

    public ActionNotAllowedException(Job job, JobAction action) {
        this(
                job,
                "Job %s is %s: it cannot be asked to %s."
                        .formatted(job.id(), lowerCase(job.state().status()), lowerCase(action)));
    }

    /** @param message what cannot be done, and what to do instead */
    ActionNotAllowedException(Job job, String message) {
        super(message);
        this.job = job;
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public Job job() {
        return job;
    }
}

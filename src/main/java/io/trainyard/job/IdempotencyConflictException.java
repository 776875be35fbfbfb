package io.trainyard.job;

/** An Idempotency-Key that was used before, with another request. */
public class IdempotencyConflictException extends RuntimeException {

    public IdempotencyConflictException(String key, String jobId) {
        super("Idempotency-Key \"%s\" was used before, with another request, for job %s. Use a new key for a new job."
                .formatted(key, jobId));
    }
}

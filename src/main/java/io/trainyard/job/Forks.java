package io.trainyard.job;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes jobs that start from other jobs' checkpoints. */
public interface Forks {

    /**
     * Stores and queues a job with the parent's spec, as {@code overrides} change it, and with a copy of the checkpoint:
     * what becomes of the parent does not concern it any more.
     *
     * @param request as {@link io.trainyard.spec.ForkSpec} reads it
     * @throws JobNotFoundException if there is no such parent
     * @throws ActionNotAllowedException if the parent has no checkpoint, or none that is the best
     * @throws io.trainyard.spec.InvalidSpecException with pointers into the request
     * @throws IdempotencyConflictException if the key came before with another request
     */
    Submission fork(String parentId, JsonNode request, @Nullable String idempotencyKey);
}

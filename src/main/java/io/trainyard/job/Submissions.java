package io.trainyard.job;

import io.trainyard.job.IdempotencyKeys.Use;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** Makes jobs, one for each Idempotency-Key. */
@Component
class Submissions {

    /** The operation of a plain submission. */
    static final String SUBMIT = "submit";

    private final TransactionOperations transaction;
    private final Ids ids;
    private final JobRows jobs;
    private final IdempotencyKeys keys;

    Submissions(TransactionOperations transaction, Ids ids, JobRows jobs, IdempotencyKeys keys) {
        this.transaction = transaction;
        this.ids = ids;
        this.jobs = jobs;
        this.keys = keys;
    }

    /**
     * @param make makes the job, in a transaction
     * @throws IdempotencyConflictException if the key came before with another request
     */
    Submission submit(String operation, JsonNode body, @Nullable String key, Supplier<Job> make) {
        if (key == null) {
            return new Submission(Objects.requireNonNull(transaction.execute(status -> make.get())), true);
        }
        String request = RequestFingerprint.of(operation, body);
        Optional<Submission> before = repeated(key, request);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return new Submission(makeOnce(key, request, make), true);
        } catch (DuplicateKeyException e) {
            // The same key came at the same moment, and the other one was first.
            return repeated(key, request).orElseThrow(() -> e);
        }
    }

    private Job makeOnce(String key, String request, Supplier<Job> make) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Job job = make.get();
            keys.insert(key, new Use(job.id(), request), ids.nextMoment());
            return job;
        }));
    }

    private Optional<Submission> repeated(String key, String request) {
        return keys.find(key)
                .flatMap(use -> jobs.find(use.jobId()).map(job -> {
                    String first = use.request() != null
                            ? use.request()
                            : RequestFingerprint.of(SUBMIT, job.order().spec());
                    if (!first.equals(request)) {
                        throw new IdempotencyConflictException(key, job.id());
                    }
                    return new Submission(job, false);
                }));
    }
}

package io.trainyard.job;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecAdvice;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** Jobs as rows of the database. */
@Service
class StoredJobs implements Jobs {

    private final TransactionOperations transaction;
    private final Ids ids;
    private final JobRows rows;
    private final JobListing listing;
    private final QueueEntries queue;
    private final IdempotencyKeys keys;
    private final JobRecords records;

    StoredJobs(
            TransactionOperations transaction,
            Ids ids,
            JobRows rows,
            JobListing listing,
            QueueEntries queue,
            IdempotencyKeys keys,
            JobRecords records) {
        this.transaction = transaction;
        this.ids = ids;
        this.rows = rows;
        this.listing = listing;
        this.queue = queue;
        this.keys = keys;
        this.records = records;
    }

    @Override
    public Submission submit(JsonNode spec, ExperimentSpec resolved, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return new Submission(insert(spec, resolved, null), true);
        }
        Optional<Job> before = keys.jobOf(idempotencyKey).flatMap(rows::find);
        if (before.isPresent()) {
            return repeated(before.get(), spec, idempotencyKey);
        }
        try {
            return new Submission(insert(spec, resolved, idempotencyKey), true);
        } catch (DuplicateKeyException e) {
            // The same key came at the same moment, and the other one was first.
            Job first = keys.jobOf(idempotencyKey).flatMap(rows::find).orElseThrow(() -> e);
            return repeated(first, spec, idempotencyKey);
        }
    }

    private static Submission repeated(Job job, JsonNode spec, String key) {
        // Compared as stored, since number types may differ before and after.
        if (!job.order().spec().equals(Columns.json(spec.toString()))) {
            throw new IdempotencyConflictException(key, job.id());
        }
        return new Submission(job, false);
    }

    private Job insert(JsonNode spec, ExperimentSpec resolved, @Nullable String key) {
        return transaction.execute(status -> {
            Instant now = ids.nextMoment();
            String id = ids.id("job_", now);
            rows.insert(id, now, spec, resolved);
            records.events().status(id);
            SpecAdvice.of(resolved).forEach(advice -> records.warnings().put(id, JobWarning.of(advice)));
            queue.add(id, resolved.priority(), now);
            if (key != null) {
                keys.insert(key, id, now);
            }
            return existing(id);
        });
    }

    @Override
    public Optional<Job> find(String id) {
        return rows.find(id);
    }

    @Override
    public Page<Job> list(JobQuery query) {
        return listing.list(query);
    }

    private Job existing(String id) {
        return rows.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }

    @Override
    public List<EpochMetrics> metrics(String id) {
        return records.metrics().epochs(id);
    }

    @Override
    public Optional<EvaluationResult> evaluation(String id) {
        return records.evaluations().find(id);
    }

    @Override
    public Map<String, List<JobWarning>> warnings(Collection<String> ids) {
        return records.warnings().of(ids);
    }

    @Override
    public List<InitialValues> initialValues(String id) {
        return rows.initialValues(id);
    }

    @Override
    public List<String> logs(String id, @Nullable Integer tail) {
        return records.logs().lines(id, tail);
    }

    @Override
    public List<Checkpoint> checkpoints(String jobId) {
        return records.checkpoints().of(jobId);
    }

    @Override
    public Optional<Checkpoint> checkpoint(String checkpointId) {
        return records.checkpoints().find(checkpointId);
    }

    @Override
    public InputStream content(Checkpoint checkpoint, long offset) {
        return records.chunks().read(checkpoint, offset);
    }

    @Override
    public List<Job> queue() {
        return queue.jobs();
    }

    @Override
    public Map<JobStatus, Long> countByStatus() {
        return rows.countByStatus();
    }

    @Override
    public Optional<Integer> queuePosition(String id) {
        return queue.position(id);
    }

    @Override
    public List<Device> devices() {
        return records.devices().seen();
    }
}

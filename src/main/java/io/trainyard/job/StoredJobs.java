package io.trainyard.job;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecAdvice;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Jobs as rows of the database. */
@Service
class StoredJobs implements Jobs {

    private final Submissions submissions;
    private final NewJobs newJobs;
    private final JobRows rows;
    private final JobListing listing;
    private final QueueEntries queue;
    private final JobRecords records;

    StoredJobs(
            Submissions submissions,
            NewJobs newJobs,
            JobRows rows,
            JobListing listing,
            QueueEntries queue,
            JobRecords records) {
        this.submissions = submissions;
        this.newJobs = newJobs;
        this.rows = rows;
        this.listing = listing;
        this.queue = queue;
        this.records = records;
    }

    @Override
    public Submission submit(JsonNode spec, ExperimentSpec resolved, @Nullable String idempotencyKey) {
        return submissions.submit(
                Submissions.SUBMIT,
                spec,
                idempotencyKey,
                () -> newJobs.queue(newJobs.store(spec, resolved, SpecAdvice.of(resolved))));
    }

    @Override
    public Optional<Job> find(String id) {
        return rows.find(id);
    }

    @Override
    public Page<Job> list(JobQuery query) {
        return listing.list(query);
    }

    @Override
    public List<Job> findAll(List<String> ids) {
        return listing.read(ids);
    }

    @Override
    public Map<String, List<Double>> lastAccuracies(Collection<String> ids, int points) {
        return records.metrics().lastAccuracies(ids, points);
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
    public List<String> queue(int limit) {
        return queue.first(limit);
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

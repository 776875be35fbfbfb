package io.trainyard.job;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.ExperimentSpec;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Jobs as clients submit and see them; what they do to them is {@link JobControl}. */
public interface Jobs {

    /**
     * Stores a job and queues it, in one transaction.
     *
     * @throws IdempotencyConflictException if the key came before with another spec
     */
    Submission submit(JsonNode spec, ExperimentSpec resolved, @Nullable String idempotencyKey);

    Optional<Job> find(String id);

    Page<Job> list(JobQuery query);

    /** Those that there are, in the order of the ids. */
    List<Job> findAll(List<String> ids);

    /** The last validation accuracies of each of these jobs, at most {@code points}, oldest first; empty ones left out. */
    Map<String, List<Double>> lastAccuracies(Collection<String> ids, int points);

    List<EpochMetrics> metrics(String id);

    Optional<EvaluationResult> evaluation(String id);

    /** What looks wrong in these jobs, by id; a job without warnings may be left out. */
    Map<String, List<JobWarning>> warnings(Collection<String> ids);

    /** How the job's network started, tensor by tensor; empty until the first start. */
    List<InitialValues> initialValues(String id);

    /** @param tail at most so many last lines; null for all */
    List<String> logs(String id, @Nullable Integer tail);

    List<Checkpoint> checkpoints(String jobId);

    Optional<Checkpoint> checkpoint(String checkpointId);

    /** The bytes of a checkpoint from {@code offset} on, read chunk by chunk. */
    InputStream content(Checkpoint checkpoint, long offset);

    /** Ids of the queued jobs, in the order in which they will run. */
    List<String> queue(int limit);

    /** How many jobs stand where; a status that no job has may be left out. */
    Map<JobStatus, Long> countByStatus();

    /** 1 for the job that runs next; empty when it is not queued. */
    Optional<Integer> queuePosition(String id);

    List<Device> devices();
}

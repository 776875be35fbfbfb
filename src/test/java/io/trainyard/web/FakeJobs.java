package io.trainyard.web;

import io.trainyard.job.ActionNotAllowedException;
import io.trainyard.job.Checkpoint;
import io.trainyard.job.Device;
import io.trainyard.job.Forks;
import io.trainyard.job.IdempotencyConflictException;
import io.trainyard.job.Job;
import io.trainyard.job.JobAction;
import io.trainyard.job.JobControl;
import io.trainyard.job.JobNotFoundException;
import io.trainyard.job.JobQuery;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWarning;
import io.trainyard.job.Jobs;
import io.trainyard.job.Page;
import io.trainyard.job.Submission;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.Description;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ForkSpec;
import io.trainyard.spec.Heading;
import io.trainyard.spec.MergePatch;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.SpecWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Jobs in memory, with doors for a test to put results in; nothing trains. */
public class FakeJobs implements Jobs, JobControl, Forks {

    private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

    final Map<String, Job> jobs = new LinkedHashMap<>();
    final Map<String, String> idsByKey = new HashMap<>();
    final Map<String, List<EpochMetrics>> metrics = new HashMap<>();
    final Map<String, EvaluationResult> evaluations = new HashMap<>();
    final Map<String, List<JobWarning>> warnings = new HashMap<>();
    final Map<String, List<InitialValues>> initialValues = new HashMap<>();
    final Map<String, List<String>> logs = new HashMap<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    final Map<String, byte[]> contents = new HashMap<>();
    final List<Device> devices = new ArrayList<>();

    @Nullable
    JobQuery lastQuery;

    @Nullable
    RuntimeException failure;
    /** The number of the first job; a database never gives one twice. */
    int first = 1;

    void clear() {
        first = 1;
        jobs.clear();
        idsByKey.clear();
        metrics.clear();
        evaluations.clear();
        warnings.clear();
        initialValues.clear();
        logs.clear();
        checkpoints.clear();
        contents.clear();
        devices.clear();
        failure = null;
    }

    @Override
    public Submission submit(JsonNode spec, ExperimentSpec resolved, @Nullable String key) {
        String earlier = key == null ? null : idsByKey.get(key);
        if (earlier != null) {
            if (!jobs.get(earlier).order().spec().equals(spec)) {
                throw new IdempotencyConflictException(key, earlier);
            }
            return new Submission(jobs.get(earlier), false);
        }
        String id = "job_%03d".formatted(first + jobs.size());
        if (key != null) {
            idsByKey.put(key, id);
        }
        Instant now = START.plusSeconds(jobs.size());
        Job job = new Job(
                id,
                new Job.Description(
                        resolved.description().name(),
                        resolved.description().labels(),
                        resolved.description().notes()),
                new Job.Order(spec, SpecWriter.write(resolved), resolved.seed(), resolved.priority()),
                Job.Lineage.NONE,
                new Job.State(JobStatus.QUEUED, null, 0, null, null, null, null),
                new Job.Progress(0, resolved.training().epochs(), 0, 0, null, null),
                null,
                null,
                null,
                new Job.Timestamps(now, null, null, now));
        jobs.put(id, job);
        return new Submission(job, true);
    }

    /** Puts a job into another state. */
    Job set(String id, Job.State state, Job.Progress progress, Job.@Nullable Best best, Job.@Nullable Result result) {
        Job old = jobs.get(id);
        Job changed = new Job(
                id,
                old.description(),
                old.order(),
                old.lineage(),
                state,
                progress,
                best,
                result,
                new Job.Provenance(Map.of("trainyard", "0.1.0"), "cpu", "00ff"),
                new Job.Timestamps(
                        START, START.plusSeconds(1), state.status().isFinal() ? START.plusSeconds(9) : null, START));
        jobs.put(id, changed);
        return changed;
    }

    Job set(String id, JobStatus status) {
        Job old = jobs.get(id);
        return set(
                id, new Job.State(status, null, 1, "cpu", null, null, null), old.progress(), old.best(), old.result());
    }

    @Override
    public Optional<Job> find(String id) {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public Page<Job> list(JobQuery query) {
        lastQuery = query;
        boolean newestFirst = query.sort().descending();
        Comparator<String> byId = newestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<Job> rest = jobs.values().stream()
                .filter(job -> query.filter().statuses().isEmpty()
                        || query.filter().statuses().contains(job.state().status()))
                .filter(job -> job.description()
                        .labels()
                        .entrySet()
                        .containsAll(query.filter().labels().entrySet()))
                .sorted(Comparator.comparing(Job::id, byId))
                .filter(job -> query.after() == null
                        || byId.compare(job.id(), query.after().id()) > 0)
                .toList();
        List<Job> data = rest.stream().limit(query.limit()).toList();
        boolean more = data.size() < rest.size();
        return new Page<>(data, more, more ? data.get(data.size() - 1).id() : null);
    }

    @Override
    public List<Job> findAll(List<String> ids) {
        return ids.stream().map(jobs::get).toList();
    }

    @Override
    public Map<String, List<Double>> lastAccuracies(Collection<String> ids, int points) {
        return Map.of("job_001", List.of(0.25, 0.5));
    }

    @Override
    public Job cancel(String id) {
        return act(JobAction.CANCEL, id);
    }

    @Override
    public Job pause(String id) {
        return act(JobAction.PAUSE, id);
    }

    @Override
    public Job resume(String id) {
        return act(JobAction.RESUME, id);
    }

    @Override
    public Job patch(String id, JsonNode patch, Consumer<Job> check) {
        Job job = require(id);
        check.accept(job);
        Heading heading = new Heading(
                        new Description(
                                job.description().name(),
                                job.description().labels(),
                                job.description().notes()),
                        job.order().priority())
                .patched(patch);
        Job changed = new Job(
                id,
                new Job.Description(
                        heading.description().name(),
                        heading.description().labels(),
                        heading.description().notes()),
                new Job.Order(
                        job.order().spec(),
                        job.order().resolvedSpec(),
                        job.order().seed(),
                        heading.priority()),
                job.lineage(),
                job.state(),
                job.progress(),
                job.best(),
                job.result(),
                job.provenance(),
                job.timestamps());
        jobs.put(id, changed);
        return changed;
    }

    @Override
    public Submission fork(String parentId, JsonNode request, @Nullable String key) {
        Job parent = require(parentId);
        ForkSpec fork = ForkSpec.read(request);
        if (parent.state().lastCheckpoint() == null) {
            throw new ActionNotAllowedException(parent, JobAction.FORK);
        }
        JsonNode spec = MergePatch.apply(parent.order().spec(), fork.overrides());
        Submission child = submit(spec, SpecReader.read(spec), key);
        Job job = child.job();
        Job forked = new Job(
                job.id(),
                job.description(),
                job.order(),
                new Job.Lineage(parentId, parent.state().lastCheckpoint()),
                job.state(),
                job.progress(),
                null,
                null,
                null,
                job.timestamps());
        jobs.put(job.id(), forked);
        return new Submission(forked, child.created());
    }

    private Job act(JobAction action, String id) {
        Job job = require(id);
        return set(id, action.from(job.state().status()).orElseThrow(() -> new ActionNotAllowedException(job, action)));
    }

    @Override
    public void delete(String id, Consumer<Job> check) {
        Job job = require(id);
        check.accept(job);
        if (job.state().status().isActive()) {
            throw new ActionNotAllowedException(job, JobAction.DELETE);
        }
        jobs.remove(id);
    }

    private Job require(String id) {
        return find(id).orElseThrow(() -> new JobNotFoundException(id));
    }

    @Override
    public List<EpochMetrics> metrics(String id) {
        return metrics.getOrDefault(id, List.of());
    }

    @Override
    public Optional<EvaluationResult> evaluation(String id) {
        return Optional.ofNullable(evaluations.get(id));
    }

    @Override
    public Map<String, List<JobWarning>> warnings(Collection<String> ids) {
        return warnings;
    }

    @Override
    public List<InitialValues> initialValues(String id) {
        return initialValues.getOrDefault(id, List.of());
    }

    @Override
    public List<String> logs(String id, @Nullable Integer tail) {
        List<String> all = logs.getOrDefault(id, List.of());
        return tail == null ? all : all.subList(Math.max(0, all.size() - tail), all.size());
    }

    @Override
    public List<Checkpoint> checkpoints(String jobId) {
        return checkpoints.stream().filter(c -> c.jobId().equals(jobId)).toList();
    }

    @Override
    public Optional<Checkpoint> checkpoint(String id) {
        return checkpoints.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    @Override
    public InputStream content(Checkpoint checkpoint, long offset) {
        byte[] bytes = contents.get(checkpoint.id());
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public List<String> queue(int limit) {
        return jobs.values().stream()
                .filter(job -> job.state().status() == JobStatus.QUEUED)
                .limit(limit)
                .map(Job::id)
                .toList();
    }

    @Override
    public Map<JobStatus, Long> countByStatus() {
        return jobs.values().stream()
                .collect(Collectors.groupingBy(job -> job.state().status(), Collectors.counting()));
    }

    @Override
    public Optional<Integer> queuePosition(String id) {
        int index = queue(Integer.MAX_VALUE).indexOf(id);
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    @Override
    public List<Device> devices() {
        return devices;
    }
}

package io.trainyard.job;

import io.trainyard.result.FailureCategory;
import io.trainyard.spec.SpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs, runs and the queue on a database that a subclass brings, and what tests do with them. */
abstract class StoreContract {

    static final String SERVER = "server-1";

    @TempDir
    Path folder;

    Database database;
    Jobs jobs;
    JobControl control;
    Forks forks;
    Runs runs;

    /** The same one for all tests of the class; emptied before each. */
    abstract Database database();

    @BeforeEach
    void connect() {
        database = database();
        database.clear();
        jobs = database.jobs;
        control = database.control;
        forks = database.forks;
        runs = database.runs;
    }

    JsonNode spec(String name, int priority, @Nullable String more) {
        return JsonMapper.shared().readTree("""
                        {"name": "%s", "priority": %d, "dataset": {"name": "shapes"}, "model": {"preset": "mlp"},
                         "training": {"epochs": 5, "batch_size": 10}, "retry": {"max_attempts": 3}%s}
                        """.formatted(name, priority, more == null ? "" : ", " + more));
    }

    Submission submit(JsonNode spec, @Nullable String key) {
        return jobs.submit(spec, SpecReader.read(spec), key);
    }

    String queued(String name, int priority) {
        return submit(spec(name, priority, null), null).job().id();
    }

    Run running(String name) {
        return runningWithKey(name, null);
    }

    Run runningWithKey(String name, @Nullable String key) {
        String id = submit(spec(name, 0, null), key).job().id();
        return claim(id).run();
    }

    RunStart claim(String id) {
        return runs.claim(id, database.take(id, SERVER), SERVER, "cpu").orElseThrow();
    }

    Job job(Run run) {
        return jobs.find(run.jobId()).orElseThrow();
    }

    static Job.JobError infrastructure() {
        return new Job.JobError(FailureCategory.INFRASTRUCTURE, "trainer_killed", "Killed.");
    }

    static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }

    interface Step<T> {
        T apply(int index) throws Exception;
    }

    static <T> List<T> atOnce(int times, Step<T> step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            IntStream.range(0, times).forEach(index -> calls.add(() -> step.apply(index)));
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}

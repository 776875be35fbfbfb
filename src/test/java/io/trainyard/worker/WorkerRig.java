package io.trainyard.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.zaxxer.hikari.HikariDataSource;
import io.trainyard.job.Database;
import io.trainyard.job.Job;
import io.trainyard.job.JobControl;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.Runs;
import io.trainyard.spec.SpecReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Queue and worker of one server, with real processes of {@link FakeTrainer}. */
final class WorkerRig implements AutoCloseable {

    final Jobs jobs;
    final JobControl control;
    final Home home;
    private final HikariDataSource dataSource;
    private final WorkerLifecycle lifecycle;

    WorkerRig(Path folder) {
        this(folder, runs -> runs);
    }

    /** @param around what the worker sees of the stored runs */
    WorkerRig(Path folder, UnaryOperator<Runs> around) {
        WorkerProperties settings = settings(folder);
        home = Home.open(settings.home());
        dataSource = Database.h2(folder.resolve("trainyard"), "");
        Database database = new Database(dataSource);
        jobs = database.jobs;
        control = database.control;
        Runs runs = around.apply(database.runs);
        DeviceSlots slots = new DeviceSlots(
                home.server(),
                runs,
                List.of(new FoundDevice("cpu", "cpu", "A CPU", 1L << 33, null, true, null, Map.of())));
        TrainerCommandLine commandLine = new TrainerCommandLine(
                FakeTrainer.class.getName(),
                new TrainerClasses(System.getProperty("java.class.path"), home.cache()),
                TrainerMemory.of(settings.trainer(), 1, 1L << 32),
                settings.trainer().jvmOptions());
        DeviceWorker worker = new DeviceWorker(jobs, runs, home, slots, commandLine, settings);
        WorkerConfiguration wiring = new WorkerConfiguration();
        Scheduler scheduler =
                wiring.scheduler(dataSource, wiring.trainTask(worker, runs, slots), home, slots, settings);
        lifecycle = wiring.workerLifecycle(scheduler, runs, home, slots);
        lifecycle.start();
    }

    private static WorkerProperties settings(Path folder) {
        return new WorkerProperties(
                folder.resolve("home"),
                null,
                new WorkerProperties.Worker(
                        true,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20)),
                new WorkerProperties.Trainer(
                        DataSize.ofMegabytes(128), null, List.of("-XX:TieredStopAtLevel=1"), Duration.ofSeconds(8)));
    }

    String submit(String behaviour, int priority, int maxAttempts) {
        JsonNode spec = JsonMapper.shared().readTree("""
                        {"notes": "%s", "priority": %d, "dataset": {"name": "shapes"}, "model": {"preset": "mlp"},
                         "training": {"epochs": 3, "batch_size": 10}, "retry": {"max_attempts": %d}}
                        """.formatted(behaviour, priority, maxAttempts));
        return jobs.submit(spec, SpecReader.read(spec), null).job().id();
    }

    Job job(String id) {
        return jobs.find(id).orElseThrow();
    }

    Job awaitEnd(String id) throws InterruptedException {
        return await(id, job -> job.state().status().isFinal());
    }

    Job awaitEpoch(String id, int epoch) throws InterruptedException {
        return await(
                id, job -> job.progress().epoch() >= epoch && job.progress().iteration() > 0);
    }

    Job await(String id, Predicate<Job> condition) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.test(job(id))) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("Waited in vain; the job is " + job(id) + "\n" + jobs.logs(id, null));
            }
            Thread.sleep(20);
        }
        return job(id);
    }

    boolean isRunning(String id) {
        return job(id).state().status() == JobStatus.RUNNING;
    }

    @Override
    public void close() {
        lifecycle.stop();
        dataSource.close();
        home.close();
    }
}

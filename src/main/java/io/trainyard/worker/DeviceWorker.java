package io.trainyard.worker;

import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.Run;
import io.trainyard.job.RunLostException;
import io.trainyard.job.RunStart;
import io.trainyard.job.Runs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job on a free device: claim, working folder, trainer, end. */
class DeviceWorker {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceWorker.class);

    private final Jobs jobs;
    private final Runs runs;
    private final Home home;
    private final DeviceSlots slots;
    private final TrainerCommandLine commandLine;
    private final WorkerProperties settings;

    DeviceWorker(
            Jobs jobs,
            Runs runs,
            Home home,
            DeviceSlots slots,
            TrainerCommandLine commandLine,
            WorkerProperties settings) {
        this.jobs = jobs;
        this.runs = runs;
        this.home = home;
        this.slots = slots;
        this.commandLine = commandLine;
        this.settings = settings;
    }

    /** @param version of the queue entry as it was taken */
    void work(String jobId, long version, BooleanSupplier serverStops) throws InterruptedException {
        FoundDevice device = slots.take(jobId);
        try {
            Optional<RunStart> start = runs.claim(jobId, version, home.server(), device.id());
            if (start.isPresent()) {
                slots.show();
                LOG.info(
                        "{} runs on {}, attempt {}.",
                        jobId,
                        device.id(),
                        start.get().run().attempt());
                LOG.info("{} is {}.", jobId, train(start.get(), device, serverStops));
            }
        } catch (RunLostException e) {
            LOG.warn("{} Its trainer was ended.", e.getMessage());
        } finally {
            slots.release(device);
            slots.show();
        }
    }

    private JobStatus train(RunStart start, FoundDevice device, BooleanSupplier serverStops)
            throws InterruptedException {
        try (WorkingFolder folder = WorkingFolder.create(home, start)) {
            folder.prepare(jobs, start, home, settings.data());
            TrainerSession session = session(start, folder, serverStops);
            TrainerProcess trainer = TrainerProcess.start(
                    commandLine.of(start.run().jobId(), folder.path()),
                    environment(device),
                    folder.path(),
                    session::hear,
                    session::hearError);
            return session.follow(trainer);
        } catch (RunLostException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Counted as a failure: left to the scheduler, the job would be started again and again, at once and for
            // ever.
            LOG.warn("{} could not be run.", start.run().jobId(), e);
            return runs.fail(
                    start.run(), TrainerDeath.infrastructure("worker_failed", "The worker could not run it: " + e));
        }
    }

    private TrainerSession session(RunStart start, WorkingFolder folder, BooleanSupplier serverStops) {
        Run run = start.run();
        RunLog log = new RunLog(runs, run);
        RemainingTime remaining =
                new RemainingTime(InstantSource.system(), start.job().progress().epochs());
        MessageRelay relay = new MessageRelay(runs, run, folder.path(), log, remaining);
        return new TrainerSession(runs, run, settings, log, relay, serverStops);
    }

    private Map<String, String> environment(FoundDevice device) {
        Map<String, String> environment = new HashMap<>(device.environment());
        environment.put("CLASSPATH", commandLine.classPath());
        return environment;
    }
}

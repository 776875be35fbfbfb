package io.trainyard.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import io.trainyard.job.Runs;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers when everything else stands, and stops them first: they need the database until the last job is
 * back in the queue.
 */
class WorkerLifecycle implements SmartLifecycle, DbSchedulerStarter {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final int SECONDS_BETWEEN_SHOWS = 10;

    private final Scheduler scheduler;
    private final Runs runs;
    private final Home home;
    private final DeviceSlots slots;
    private final ScheduledExecutorService shows = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "devices");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    WorkerLifecycle(Scheduler scheduler, Runs runs, Home home, DeviceSlots slots) {
        this.scheduler = scheduler;
        this.runs = runs;
        this.home = home;
        this.slots = slots;
    }

    /** Not when db-scheduler would, but with the lifecycle. */
    @Override
    public void doStart() {}

    @Override
    public void start() {
        int recovered = runs.recoverAll(
                home.server(), "The server was ended while the job ran; it goes on from the last checkpoint.");
        if (recovered > 0) {
            LOG.info("{} jobs that ran when this server ended go back to the queue.", recovered);
        }
        shows.scheduleWithFixedDelay(this::show, 0, SECONDS_BETWEEN_SHOWS, TimeUnit.SECONDS);
        scheduler.start();
        running = true;
    }

    private void show() {
        try {
            slots.show();
        } catch (RuntimeException e) {
            LOG.warn("The devices could not be shown; tried again in {} s.", SECONDS_BETWEEN_SHOWS, e);
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
        shows.shutdown();
        slots.hide();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

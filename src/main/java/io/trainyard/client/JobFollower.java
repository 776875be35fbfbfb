package io.trainyard.client;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches a job until it has ended: a line per epoch, and a passing one in between. */
final class JobFollower {

    /** A server that is restarted takes the job up again; so long a pause is not the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrainyardClient client;
    private final RunningServer server;
    private final Screen screen;
    private final Clock clock;
    private final Duration interval;

    JobFollower(TrainyardClient client, RunningServer server, Screen screen, Clock clock, Duration interval) {
        this.client = client;
        this.server = server;
        this.screen = screen;
        this.clock = clock;
        this.interval = interval;
    }

    JobDocument follow(String id) throws InterruptedException {
        int shown = 0;
        while (true) {
            try {
                JobDocument job = client.job(id);
                shown = showNewEpochs(job, shown);
                if (job.hasEnded()) {
                    return job;
                }
                screen.passing(waitingOrCurrent(job));
            } catch (IOException e) {
                screen.passing("The server does not answer; waiting for it ...");
                awaitReturn();
            }
            Thread.sleep(interval.toMillis());
        }
    }

    private void awaitReturn() throws InterruptedException {
        try {
            server.await(PATIENCE);
        } catch (ClientException e) {
            throw new ClientException(
                    e.getMessage() + " The job is not lost: it goes on as soon as the server is started again.");
        }
    }

    private int showNewEpochs(JobDocument job, int shown) throws IOException, InterruptedException {
        JobDocument.@Nullable Progress progress = job.progress();
        if (progress == null || progress.epoch() <= shown) {
            return shown;
        }
        int last = shown;
        for (EpochRow row : client.metrics(job.id())) {
            if (row.epoch() > shown) {
                screen.line(ProgressLine.finished(row, progress, clock.instant()));
                last = row.epoch();
            }
        }
        return last;
    }

    private String waitingOrCurrent(JobDocument job) {
        JobDocument.@Nullable Progress progress = job.progress();
        if (!job.isRunning() || progress == null) {
            return job.queuePosition() == null
                    ? job.status() + " ..."
                    : job.status() + ", number " + job.queuePosition() + " in the queue ...";
        }
        if (progress.epoch() == progress.epochs()) {
            return "evaluating on the test set ...";
        }
        return progress.fraction() == 0
                ? "preparing data and network ..."
                : ProgressLine.current(progress, clock.instant());
    }
}

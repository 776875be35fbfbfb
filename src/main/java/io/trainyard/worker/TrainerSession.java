package io.trainyard.worker;

import io.trainyard.job.DamagedCheckpointException;
import io.trainyard.job.Job.JobError;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Run;
import io.trainyard.job.RunLostException;
import io.trainyard.job.Runs;
import io.trainyard.trainer.TrainerMessage;
import io.trainyard.trainer.TrainerProtocol;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trainer from its start to the end of its run. */
final class TrainerSession {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerSession.class);

    private final Runs runs;
    private final Run run;
    private final WorkerProperties settings;
    private final RunLog log;
    private final MessageRelay relay;
    private final BooleanSupplier serverStops;
    private volatile @Nullable RuntimeException relayFailure;
    private @Nullable Instant deadline;
    private boolean silent;

    TrainerSession(
            Runs runs,
            Run run,
            WorkerProperties settings,
            RunLog log,
            MessageRelay relay,
            BooleanSupplier serverStops) {
        this.runs = runs;
        this.run = run;
        this.settings = settings;
        this.log = log;
        this.relay = relay;
        this.serverStops = serverStops;
    }

    /** Takes a line of the trainer's standard output. */
    void hear(String line) {
        if (relayFailure != null) {
            return;
        }
        try {
            TrainerProtocol.parse(line).ifPresentOrElse(relay::relay, () -> log.add(line));
        } catch (RuntimeException e) {
            relayFailure = e;
        }
    }

    void hearError(String line) {
        log.addError(line);
    }

    /** Watches over the trainer until it has ended, and ends the run accordingly. */
    JobStatus follow(TrainerProcess trainer) throws InterruptedException {
        try {
            while (!trainer.hasEndedWithin(settings.worker().pollInterval())) {
                log.flush();
                watch(trainer);
            }
            int exitCode = trainer.exitCode();
            log.flush();
            return end(exitCode);
        } finally {
            trainer.kill();
        }
    }

    private void watch(TrainerProcess trainer) {
        switch (runs.signal(run)) {
            case CANCEL -> stop(trainer, settings.worker().cancelGrace());
            case PAUSE -> stop(trainer, settings.worker().stopGrace());
            case LOST -> throw new RunLostException(run);
            case GO_ON -> {
                if (serverStops.getAsBoolean()) {
                    stop(trainer, settings.worker().stopGrace());
                }
            }
        }
        Instant now = Instant.now();
        silent = relay.lastHeard().plus(settings.trainer().silence()).isBefore(now);
        if (relayFailure != null || silent || (deadline != null && deadline.isBefore(now))) {
            trainer.kill();
        }
    }

    /** Asked again with less patience, as when a pause becomes a cancellation, it shortens the wait. */
    private void stop(TrainerProcess trainer, Duration grace) {
        Instant end = Instant.now().plus(grace);
        if (deadline == null) {
            trainer.stop();
        }
        if (deadline == null || end.isBefore(deadline)) {
            deadline = end;
        }
    }

    private JobStatus end(int exitCode) {
        TrainerMessage last = relay.last();
        if (last instanceof TrainerMessage.Finished finished) {
            return runs.succeed(run, finished.reason(), finished.test(), finished.evaluatedEpoch());
        }
        if (last instanceof TrainerMessage.Failed failed) {
            return runs.fail(run, new JobError(failed.category(), failed.code(), failed.message()));
        }
        if (last instanceof TrainerMessage.Stopped) {
            return runs.giveBack(run, "Stopped; goes on later from here.");
        }
        if (relayFailure != null) {
            return runs.fail(run, relayError(relayFailure));
        }
        if (silent) {
            return runs.fail(
                    run,
                    TrainerDeath.infrastructure(
                            "trainer_silent",
                            "The trainer said nothing for %d s and was ended."
                                    .formatted(settings.trainer().silence().toSeconds())));
        }
        if (deadline != null) {
            return runs.giveBack(run, "Ended before it could write a checkpoint; goes on later from the last one.");
        }
        return runs.fail(run, TrainerDeath.explain(exitCode, log.lastErrors()));
    }

    private JobError relayError(RuntimeException failure) {
        if (failure instanceof RunLostException lost) {
            throw lost;
        }
        LOG.warn("What the trainer of {} said could not be stored.", run.jobId(), failure);
        String code = failure instanceof DamagedCheckpointException ? "checkpoint_damaged" : "not_stored";
        return TrainerDeath.infrastructure(code, "What the trainer said could not be stored: " + failure.getMessage());
    }
}

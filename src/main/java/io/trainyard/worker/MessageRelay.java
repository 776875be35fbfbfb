package io.trainyard.worker;

import io.trainyard.job.CheckpointFile;
import io.trainyard.job.Run;
import io.trainyard.job.RunFacts;
import io.trainyard.job.RunProgress;
import io.trainyard.job.Runs;
import io.trainyard.trainer.TrainerMessage;
import io.trainyard.trainer.TrainerMessage.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what a trainer says into its job. Called by one thread; what it remembers is read by another. */
final class MessageRelay {

    private final Runs runs;
    private final Run run;
    private final Path folder;
    private final RunLog log;
    private final RemainingTime remaining;
    private volatile Instant lastHeard = Instant.now();
    private volatile @Nullable TrainerMessage last;

    MessageRelay(Runs runs, Run run, Path folder, RunLog log, RemainingTime remaining) {
        this.runs = runs;
        this.run = run;
        this.folder = folder;
        this.log = log;
        this.remaining = remaining;
    }

    void relay(TrainerMessage message) {
        lastHeard = Instant.now();
        if (message instanceof TrainerMessage.Started started) {
            started(started);
        } else if (message instanceof TrainerMessage.Progress progress) {
            progress(progress);
        } else if (message instanceof TrainerMessage.Iterations iterations) {
            runs.iterations(run, iterations.steps());
        } else if (message instanceof TrainerMessage.Epoch epoch) {
            epoch(epoch);
        } else if (message instanceof TrainerMessage.Warning warning) {
            runs.warning(run, warning.warning());
        } else if (message instanceof TrainerMessage.Log line) {
            log.add(line.level() == Level.INFO ? line.text() : line.level() + " " + line.text());
        } else if (message instanceof TrainerMessage.Stopped stopped) {
            stopped(stopped);
        } else {
            last = message;
        }
    }

    /** Finished, failed or stopped; null before the trainer said how it ends. */
    @Nullable
    TrainerMessage last() {
        return last;
    }

    Instant lastHeard() {
        return lastHeard;
    }

    private void started(TrainerMessage.Started started) {
        runs.started(
                run,
                new RunFacts(
                        started.totalParameters(),
                        started.iterationsPerEpoch(),
                        started.device(),
                        started.datasetSha256(),
                        started.versions(),
                        started.initialValues()));
        remaining.started(started.iterationsPerEpoch());
    }

    private void progress(TrainerMessage.Progress progress) {
        int completed = progress.epoch() - 1;
        Instant finish = remaining.finish(completed, progress.iteration());
        runs.progress(run, new RunProgress(completed, progress.iteration(), progress.imagesPerSecond(), finish));
    }

    private void epoch(TrainerMessage.Epoch epoch) {
        TrainerMessage.Checkpoint checkpoint = epoch.checkpoint();
        runs.epoch(run, epoch.metrics(), checkpoint == null ? null : file(checkpoint));
        delete(checkpoint);
    }

    private void stopped(TrainerMessage.Stopped stopped) {
        TrainerMessage.Checkpoint checkpoint = stopped.checkpoint();
        if (checkpoint != null) {
            runs.checkpoint(run, file(checkpoint));
            delete(checkpoint);
        }
        last = stopped;
    }

    private CheckpointFile file(TrainerMessage.Checkpoint checkpoint) {
        return new CheckpointFile(
                folder.resolve(checkpoint.file()),
                checkpoint.sha256(),
                checkpoint.bytes(),
                checkpoint.epoch(),
                checkpoint.batch(),
                checkpoint.iteration(),
                checkpoint.metricValue());
    }

    private void delete(TrainerMessage.@Nullable Checkpoint stored) {
        if (stored == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(stored.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("A stored checkpoint file cannot be deleted.", e);
        }
    }
}

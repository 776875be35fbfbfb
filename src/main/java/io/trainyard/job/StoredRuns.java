package io.trainyard.job;

import io.trainyard.job.Job.JobError;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.RunWarning;
import io.trainyard.result.StopReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Runs as rows of the database. The job row is locked before its queue entry, everywhere. */
@Service
class StoredRuns implements Runs {

    private final TransactionOperations transaction;
    private final Ids ids;
    private final RunRows rows;
    private final CheckpointKeeper keeper;
    private final JobRecords records;
    private final RunStarts starts;
    private final RunEnds ends;

    StoredRuns(
            TransactionOperations transaction,
            Ids ids,
            RunRows rows,
            CheckpointKeeper keeper,
            JobRecords records,
            RunStarts starts,
            RunEnds ends) {
        this.transaction = transaction;
        this.ids = ids;
        this.rows = rows;
        this.keeper = keeper;
        this.records = records;
        this.starts = starts;
        this.ends = ends;
    }

    @Override
    public Optional<RunStart> claim(String jobId, long version, String server, String device) {
        return starts.claim(jobId, version, server, device);
    }

    @Override
    public void started(Run run, RunFacts facts) {
        write(run, now -> {
            require(run, rows.started(run, facts, now));
            rows.document(run.jobId(), facts);
        });
    }

    @Override
    public void progress(Run run, RunProgress progress) {
        require(run, rows.progress(run, progress, ids.nextMoment()));
    }

    @Override
    public void iterations(Run run, IterationChunk steps) {
        write(run, now -> records.iterations().append(run.jobId(), steps));
    }

    @Override
    public void epoch(Run run, EpochMetrics metrics, @Nullable CheckpointFile checkpoint) {
        write(run, now -> keeper.epoch(run.jobId(), metrics, checkpoint, now));
    }

    @Override
    public void checkpoint(Run run, CheckpointFile checkpoint) {
        write(run, now -> keeper.stopped(run.jobId(), checkpoint, now));
    }

    @Override
    public void warning(Run run, RunWarning warning) {
        JobWarning seen = JobWarning.of(warning);
        write(run, now -> {
            if (records.warnings().put(run.jobId(), seen)) {
                records.events().add(run.jobId(), new EventData.Warned(seen));
            }
        });
    }

    @Override
    public void log(Run run, List<String> lines) {
        write(run, now -> records.logs().append(run.jobId(), now, lines));
    }

    private void write(Run run, Consumer<Instant> change) {
        transaction.executeWithoutResult(status -> {
            Instant now = ids.nextMoment();
            require(run, rows.touch(run, now));
            change.accept(now);
        });
    }

    private static void require(Run run, boolean happened) {
        if (!happened) {
            throw new RunLostException(run);
        }
    }

    @Override
    public RunSignal signal(Run run) {
        return switch (rows.status(run).orElse(JobStatus.FAILED)) {
            case RUNNING -> RunSignal.GO_ON;
            case PAUSING -> RunSignal.PAUSE;
            case CANCELLING -> RunSignal.CANCEL;
            case QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> RunSignal.LOST;
        };
    }

    @Override
    public JobStatus succeed(Run run, StopReason reason, EvaluationResult test, int evaluatedEpoch) {
        return ends.succeed(run, reason, test, evaluatedEpoch);
    }

    @Override
    public JobStatus fail(Run run, JobError error) {
        return ends.fail(run, error);
    }

    @Override
    public JobStatus giveBack(Run run, String why) {
        return ends.giveBack(run, why);
    }

    @Override
    public void recover(String jobId, long version, String why) {
        ends.recover(jobId, version, why);
    }

    @Override
    public int recoverAll(String server, String why) {
        return ends.recoverAll(server, why);
    }

    @Override
    public void showDevices(String server, List<Device> devices) {
        transaction.executeWithoutResult(status -> records.devices().replace(server, devices));
    }
}

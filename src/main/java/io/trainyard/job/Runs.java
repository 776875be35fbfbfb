package io.trainyard.job;

import io.trainyard.job.Job.JobError;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.RunWarning;
import io.trainyard.result.StopReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What workers do with jobs. Every change is one transaction, the queue entry included, and happens only while the run
 * is the job's current one; otherwise {@link RunLostException}.
 */
public interface Runs {

    /** Name of the db-scheduler task whose instances are the jobs. */
    String TASK = "train";

    /**
     * Makes a queued job running and takes back what lies after its last checkpoint.
     *
     * @param version of the queue entry as it was taken
     * @return empty if the job is not queued any more, or has been queued anew meanwhile
     */
    Optional<RunStart> claim(String jobId, long version, String server, String device);

    void started(Run run, RunFacts facts);

    void progress(Run run, RunProgress progress);

    /** Stores steps, in place of any that an earlier attempt had from their first one on. */
    void iterations(Run run, IterationChunk steps);

    /**
     * Stores an epoch: metrics, checkpoint, best and retention together.
     *
     * @throws DamagedCheckpointException if the file is not what the trainer reported
     */
    void epoch(Run run, EpochMetrics metrics, @Nullable CheckpointFile checkpoint);

    /** Stores the checkpoint of a trainer that was stopped, likewise. */
    void checkpoint(Run run, CheckpointFile checkpoint);

    /** Stores a warning in place of an earlier one of its code and layer. */
    void warning(Run run, RunWarning warning);

    void log(Run run, List<String> lines);

    RunSignal signal(Run run);

    /**
     * Also where a pause was asked for meanwhile: there is nothing left to pause.
     *
     * @return the status that the job has now: succeeded, or cancelled if that was asked for meanwhile
     */
    JobStatus succeed(Run run, StopReason reason, EvaluationResult test, int evaluatedEpoch);

    /**
     * An infrastructure failure goes back to the queue while attempts are left, any other one is final.
     *
     * @return the status that the job has now: failed, queued; for an infrastructure failure paused if that was asked
     *     for meanwhile; cancelled if that was
     */
    JobStatus fail(Run run, JobError error);

    /** Back to the queue, in the old place, as no failure; or paused or cancelled if that was asked for meanwhile. */
    JobStatus giveBack(Run run, String why);

    /**
     * Takes a job from a worker that is dead.
     *
     * @param version of the queue entry as it was when the death was seen; if it has moved on, nothing happens
     */
    void recover(String jobId, long version, String why);

    /** Takes everything from a server that is known to be dead; returns how many jobs that were. */
    int recoverAll(String server, String why);

    /** Replaces what is known of a server's devices. */
    void showDevices(String server, List<Device> devices);
}

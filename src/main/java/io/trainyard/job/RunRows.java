package io.trainyard.job;

import io.trainyard.job.Job.JobError;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Metric;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The transitions of a run: one conditional UPDATE each, true if it happened. */
@Repository
class RunRows {

    private static final int MESSAGE_LENGTH = 10_000;
    private static final int DEVICE_LENGTH = 1_000;
    private static final String ACTIVE = "in ('running', 'pausing', 'cancelling')";
    private static final String CURRENT = " where id = :job and attempt = :attempt and status ";

    private final JdbcClient jdbc;

    RunRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean claim(String jobId, String server, String device, Instant now) {
        return jdbc.sql("""
                                update job
                                set status = 'running', attempt = attempt + 1, server = :server, device = :device,
                                    resumed_from = last_checkpoint_id, iteration = 0, images_per_second = null,
                                    estimated_finish = null, started_at = coalesce(started_at, :now), updated_at = :now
                                where id = :job and status = 'queued'
                                """)
                        .param("job", jobId)
                        .param("server", server)
                        .param("device", device)
                        .param("now", Columns.time(now))
                        .update()
                == 1;
    }

    /** Also locks the row, so that whatever follows in the transaction belongs to a living run. */
    boolean touch(Run run, Instant now) {
        return happened(update(run, "updated_at = :now", ACTIVE, now));
    }

    boolean started(Run run, RunFacts facts, Instant now) {
        return happened(update(run, """
                        total_parameters = :parameters, iterations_per_epoch = :iterations,
                        device_description = :device, dataset_sha256 = :dataset, updated_at = :now
                        """, ACTIVE, now)
                .param("parameters", facts.totalParameters())
                .param("iterations", facts.iterationsPerEpoch())
                .param("device", Columns.text(facts.device(), DEVICE_LENGTH))
                .param("dataset", facts.datasetSha256()));
    }

    void document(String jobId, RunFacts facts) {
        jdbc.sql("update job_document set versions = ? where job_id = ?")
                .params(Columns.write(facts.versions()), jobId)
                .update();
        if (facts.initialValues() != null) {
            jdbc.sql("update job_document set initial_values = ? where job_id = ?")
                    .params(Columns.write(facts.initialValues()), jobId)
                    .update();
        }
    }

    boolean progress(Run run, RunProgress progress, Instant now) {
        Instant finish = progress.estimatedFinish();
        return happened(update(run, """
                        epoch = :epoch, iteration = :iteration, images_per_second = :speed,
                        estimated_finish = :finish, updated_at = :now
                        """, ACTIVE, now)
                .param("epoch", progress.epoch())
                .param("iteration", progress.iteration())
                .param("speed", progress.imagesPerSecond())
                .param("finish", finish == null ? null : Columns.time(finish)));
    }

    /** @param batch batches done of the epoch under way */
    void setPlace(String jobId, int epoch, int batch) {
        jdbc.sql("""
                        update job
                        set epoch = :epoch, iteration = (:batch + accumulate_batches - 1) / accumulate_batches
                        where id = :job
                        """)
                .param("epoch", epoch)
                .param("batch", batch)
                .param("job", jobId)
                .update();
    }

    /** Progress may have gone on meanwhile. */
    void setEpochEnd(String jobId, int epoch) {
        jdbc.sql("update job set epoch = :epoch, iteration = 0 where id = :job and epoch < :epoch")
                .param("epoch", epoch)
                .param("job", jobId)
                .update();
    }

    /** A new checkpoint is progress: failures before it do not count any more. */
    void setLastCheckpoint(String jobId, String checkpointId) {
        jdbc.sql("update job set last_checkpoint_id = ?, failures = 0 where id = ?")
                .params(checkpointId, jobId)
                .update();
    }

    void setBest(String jobId, @Nullable Integer epoch, @Nullable Double value, @Nullable String checkpointId) {
        jdbc.sql("update job set best_epoch = ?, best_value = ?, best_checkpoint_id = ? where id = ?")
                .params(epoch, value, checkpointId, jobId)
                .update();
    }

    Policy policy(String jobId) {
        return jdbc.sql("select keep_last, keep_best, metric, best_value, best_checkpoint_id from job where id = ?")
                .param(jobId)
                .query((row, number) -> new Policy(
                        new Retention(
                                row.getInt("keep_last"),
                                row.getInt("keep_best"),
                                Columns.value(Metric.class, row.getString("metric"))),
                        Columns.number(row, "best_value"),
                        row.getString("best_checkpoint_id")))
                .single();
    }

    /** What the spec says about checkpoints, and the best so far. */
    record Policy(
            Retention retention,
            @Nullable Double bestValue,
            @Nullable String bestCheckpoint) {

        Metric metric() {
            return retention.metric();
        }

        /** Otherwise the last checkpoint is the model, as it is what the test set judges. */
        boolean keepsBest() {
            return retention.keepBest() > 0;
        }

        boolean improvesOnBest(double value) {
            return bestValue == null || metric().improves(value, bestValue);
        }
    }

    Optional<JobStatus> status(Run run) {
        return jdbc.sql("select status from job where id = ? and attempt = ?")
                .params(run.jobId(), run.attempt())
                .query(String.class)
                .optional()
                .map(name -> Columns.value(JobStatus.class, name));
    }

    boolean succeed(
            Run run, StopReason reason, EvaluationResult test, int evaluatedEpoch, double seconds, Instant now) {
        return happened(update(run, """
                        status = 'succeeded', stop_reason = :reason, test_accuracy = :accuracy, test_loss = :loss,
                        evaluated_epoch = :evaluated, training_seconds = :seconds, iteration = 0,
                        estimated_finish = null, finished_at = :now, updated_at = :now
                        """, "in ('running', 'pausing')", now)
                .param("reason", Columns.name(reason))
                .param("accuracy", test.accuracy())
                .param("loss", test.loss())
                .param("evaluated", evaluatedEpoch)
                .param("seconds", seconds));
    }

    boolean fail(Run run, JobError error, Instant now) {
        return happened(update(run, """
                        status = 'failed', error_category = :category, error_code = :code, error_message = :message,
                        estimated_finish = null, finished_at = :now, updated_at = :now
                        """, "in ('running', 'pausing')", now)
                .param("category", Columns.name(error.category()))
                .param("code", error.code())
                .param("message", Columns.text(error.message(), MESSAGE_LENGTH)));
    }

    boolean retry(Run run, Instant now) {
        return happened(update(
                run,
                "status = 'queued', failures = failures + 1, estimated_finish = null, updated_at = :now",
                "= 'running' and failures + 1 < max_attempts",
                now));
    }

    int failures(String jobId) {
        return jdbc.sql("select failures from job where id = ?")
                .param(jobId)
                .query(Integer.class)
                .single();
    }

    boolean requeue(Run run, Instant now) {
        return happened(
                update(run, "status = 'queued', estimated_finish = null, updated_at = :now", "= 'running'", now));
    }

    /** Ends a run that was to be paused. */
    boolean pause(Run run, Instant now) {
        return happened(update(
                run,
                "status = 'paused', images_per_second = null, estimated_finish = null, updated_at = :now",
                "= 'pausing'",
                now));
    }

    boolean cancel(Run run, Instant now) {
        return happened(update(
                run,
                "status = 'cancelled', estimated_finish = null, finished_at = :now, updated_at = :now",
                "= 'cancelling'",
                now));
    }

    /** Locks the job and tells which run it is in; empty if it is gone. */
    Optional<Run> lock(String jobId) {
        return jdbc.sql("select attempt from job where id = ? for update")
                .param(jobId)
                .query(Integer.class)
                .optional()
                .map(attempt -> new Run(jobId, attempt));
    }

    private StatementSpec update(Run run, String assignments, String status, Instant now) {
        return jdbc.sql("update job set " + assignments + CURRENT + status)
                .param("job", run.jobId())
                .param("attempt", run.attempt())
                .param("now", Columns.time(now));
    }

    private static boolean happened(StatementSpec update) {
        return update.update() == 1;
    }
}

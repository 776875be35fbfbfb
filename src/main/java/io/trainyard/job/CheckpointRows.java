package io.trainyard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Checkpoints without their bytes; those are {@link Chunks}. */
@Repository
class CheckpointRows {

    private static final String SELECT = """
            select c.*, case when j.best_checkpoint_id = c.id then true else false end as is_best,
                   case when j.last_checkpoint_id = c.id then true else false end as is_last
            from checkpoint c join job j on j.id = c.job_id
            """;

    private final JdbcClient jdbc;

    CheckpointRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Oldest first. */
    List<Checkpoint> of(String jobId) {
        return jdbc.sql(SELECT + " where c.job_id = ? order by c.epoch, c.batch")
                .param(jobId)
                .query(CheckpointRows::checkpoint)
                .list();
    }

    Optional<Checkpoint> find(String id) {
        return jdbc.sql(SELECT + " where c.id = ?")
                .param(id)
                .query(CheckpointRows::checkpoint)
                .optional();
    }

    void insert(String id, String jobId, CheckpointFile file, Instant now) {
        jdbc.sql("insert into checkpoint values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        jobId,
                        file.epoch(),
                        file.batch(),
                        file.iteration(),
                        file.metricValue(),
                        file.bytes(),
                        file.sha256(),
                        Columns.time(now))
                .update();
    }

    /** A checkpoint with the same bytes for another job. */
    void copy(String id, String copy, String jobId, @Nullable Double metricValue, Instant now) {
        jdbc.sql("""
                        insert into checkpoint (id, job_id, epoch, batch, iteration, metric_value, bytes, sha256, created_at)
                        select :copy, :job, epoch, batch, iteration, cast(:value as double precision), bytes, sha256,
                               cast(:now as timestamp with time zone)
                        from checkpoint where id = :id
                        """)
                .param("copy", copy)
                .param("job", jobId)
                .param("value", metricValue)
                .param("now", Columns.time(now))
                .param("id", id)
                .update();
        jdbc.sql("insert into chunk select :copy, number, content from chunk where checkpoint_id = :id")
                .param("copy", copy)
                .param("id", id)
                .update();
    }

    /** Removes a checkpoint and its bytes. */
    void delete(String id) {
        jdbc.sql("delete from checkpoint where id = ?").param(id).update();
    }

    void deleteAt(String jobId, int epoch, int batch) {
        jdbc.sql("delete from checkpoint where job_id = ? and epoch = ? and batch = ?")
                .params(jobId, epoch, batch)
                .update();
    }

    private static Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                row.getString("id"),
                row.getString("job_id"),
                row.getInt("epoch"),
                row.getInt("batch"),
                row.getLong("iteration"),
                Columns.number(row, "metric_value"),
                row.getBoolean("is_best"),
                row.getBoolean("is_last"),
                row.getLong("bytes"),
                row.getString("sha256"),
                Objects.requireNonNull(Columns.instant(row, "created_at")));
    }
}

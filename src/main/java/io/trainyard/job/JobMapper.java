package io.trainyard.job;

import io.trainyard.job.Job.Best;
import io.trainyard.job.Job.Description;
import io.trainyard.job.Job.JobError;
import io.trainyard.job.Job.Lineage;
import io.trainyard.job.Job.Order;
import io.trainyard.job.Job.Progress;
import io.trainyard.job.Job.Provenance;
import io.trainyard.job.Job.Result;
import io.trainyard.job.Job.State;
import io.trainyard.job.Job.Timestamps;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Metric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;

/** Reads a job from a row of {@code job} joined with its {@code job_document}. */
final class JobMapper implements RowMapper<Job> {

    static final String SELECT = """
            select j.*, d.spec, d.resolved_spec, d.labels, d.notes, d.versions
            from job j join job_document d on d.job_id = j.id
            """;

    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getString("id"),
                description(row),
                order(row),
                new Lineage(row.getString("parent_id"), row.getString("forked_from")),
                state(row),
                progress(row),
                best(row),
                result(row),
                provenance(row),
                timestamps(row));
    }

    private static Description description(ResultSet row) throws SQLException {
        return new Description(
                row.getString("name"), Columns.read(row.getString("labels"), STRINGS), row.getString("notes"));
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                Columns.json(row.getString("spec")),
                Columns.json(row.getString("resolved_spec")),
                row.getLong("seed"),
                row.getInt("priority"));
    }

    private static State state(ResultSet row) throws SQLException {
        String reason = row.getString("stop_reason");
        return new State(
                Columns.value(JobStatus.class, row.getString("status")),
                reason == null ? null : Columns.value(StopReason.class, reason),
                row.getInt("attempt"),
                row.getString("device"),
                row.getString("resumed_from"),
                row.getString("last_checkpoint_id"),
                error(row));
    }

    static @Nullable JobError error(ResultSet row) throws SQLException {
        String category = row.getString("error_category");
        return category == null
                ? null
                : new JobError(
                        Columns.value(FailureCategory.class, category),
                        row.getString("error_code"),
                        row.getString("error_message"));
    }

    static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getInt("epoch"),
                row.getInt("epochs"),
                row.getInt("iteration"),
                row.getInt("iterations_per_epoch"),
                Columns.number(row, "images_per_second"),
                Columns.instant(row, "estimated_finish"));
    }

    private static @Nullable Best best(ResultSet row) throws SQLException {
        Double value = Columns.number(row, "best_value");
        return value == null
                ? null
                : new Best(
                        row.getInt("best_epoch"),
                        Columns.value(Metric.class, row.getString("metric")),
                        value,
                        row.getString("best_checkpoint_id"));
    }

    private static @Nullable Result result(ResultSet row) throws SQLException {
        Double accuracy = Columns.number(row, "test_accuracy");
        return accuracy == null
                ? null
                : new Result(
                        accuracy,
                        row.getDouble("test_loss"),
                        row.getInt("evaluated_epoch"),
                        row.getLong("total_parameters"),
                        row.getDouble("training_seconds"));
    }

    private static @Nullable Provenance provenance(ResultSet row) throws SQLException {
        String versions = row.getString("versions");
        return versions == null
                ? null
                : new Provenance(
                        Columns.read(versions, STRINGS),
                        row.getString("device_description"),
                        row.getString("dataset_sha256"));
    }

    private static Timestamps timestamps(ResultSet row) throws SQLException {
        Instant created = Objects.requireNonNull(Columns.instant(row, "created_at"));
        Instant updated = Objects.requireNonNull(Columns.instant(row, "updated_at"));
        return new Timestamps(
                created, Columns.instant(row, "started_at"), Columns.instant(row, "finished_at"), updated);
    }
}

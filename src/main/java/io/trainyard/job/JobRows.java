package io.trainyard.job;

import io.trainyard.job.JobWatch.LiveProgress;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.Description;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Heading;
import io.trainyard.spec.SpecWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The rows that make a job: {@code job}, {@code job_document} and {@code job_label}. */
@Repository
class JobRows {

    private static final JobMapper MAPPER = new JobMapper();
    private static final TypeReference<List<InitialValues>> INITIAL_VALUES = new TypeReference<>() {};

    private final JdbcClient jdbc;

    JobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(String id, Instant now, JsonNode spec, ExperimentSpec resolved) {
        insertJob(id, now, resolved);
        jdbc.sql("""
                        insert into job_document (job_id, spec, resolved_spec, labels, notes)
                        values (:id, :spec, :resolved, :labels, :notes)
                        """)
                .param("id", id)
                .param("spec", spec.toString())
                .param("resolved", SpecWriter.write(resolved).toString())
                .param(
                        "labels",
                        Columns.write(new TreeMap<>(resolved.description().labels())))
                .param("notes", resolved.description().notes())
                .update();
        insertLabels(id, resolved.description().labels());
    }

    private void insertLabels(String id, Map<String, String> labels) {
        labels.forEach((label, value) -> jdbc.sql("insert into job_label values (?, ?, ?)")
                .params(id, label, value)
                .update());
    }

    /** Changes what clients may change. */
    void describe(String id, Heading heading, Instant now) {
        Description description = heading.description();
        jdbc.sql("update job set name = ?, priority = ?, updated_at = ? where id = ?")
                .params(description.name(), heading.priority(), Columns.time(now), id)
                .update();
        jdbc.sql("update job_document set labels = ?, notes = ? where job_id = ?")
                .params(Columns.write(new TreeMap<>(description.labels())), description.notes(), id)
                .update();
        jdbc.sql("delete from job_label where job_id = ?").param(id).update();
        insertLabels(id, description.labels());
    }

    private void insertJob(String id, Instant now, ExperimentSpec spec) {
        jdbc.sql("""
                        insert into job (id, name, priority, seed, epochs, accumulate_batches, metric, keep_last,
                                         keep_best, max_attempts, status, created_at, updated_at)
                        values (:id, :name, :priority, :seed, :epochs, :accumulate, :metric, :keepLast, :keepBest,
                                :maxAttempts, 'queued', :now, :now)
                        """)
                .param("id", id)
                .param("name", spec.description().name())
                .param("priority", spec.priority())
                .param("seed", spec.seed())
                .param("epochs", spec.training().epochs())
                .param("accumulate", spec.training().accumulateBatches())
                .param("metric", Columns.name(spec.checkpoints().metric()))
                .param("keepLast", spec.checkpoints().keepLast())
                .param("keepBest", spec.checkpoints().keepBest())
                .param("maxAttempts", spec.retry().maxAttempts())
                .param("now", Columns.time(now))
                .update();
    }

    Optional<Job> find(String id) {
        return jdbc.sql(JobMapper.SELECT + " where j.id = ?")
                .param(id)
                .query(MAPPER)
                .optional();
    }

    /** Empty until the first start. */
    List<InitialValues> initialValues(String id) {
        return jdbc.sql("select initial_values from job_document where job_id = ? and initial_values is not null")
                .param(id)
                .query(String.class)
                .optional()
                .map(json -> Columns.read(json, INITIAL_VALUES))
                .orElse(List.of());
    }

    Optional<JobStatus> status(String id) {
        return jdbc.sql("select status from job where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(name -> Columns.value(JobStatus.class, name));
    }

    List<LiveProgress> running() {
        return jdbc.sql("select * from job where status in ('running', 'pausing', 'cancelling')")
                .query((row, number) -> new LiveProgress(
                        row.getString("id"),
                        Columns.value(JobStatus.class, row.getString("status")),
                        JobMapper.progress(row)))
                .list();
    }

    Map<JobStatus, Long> countByStatus() {
        return jdbc
                .sql("select status, count(*) as jobs from job group by status")
                .query((row, number) ->
                        Map.entry(Columns.value(JobStatus.class, row.getString("status")), row.getLong("jobs")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

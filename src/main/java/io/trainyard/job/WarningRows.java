package io.trainyard.job;

import io.trainyard.job.JobWarning.Sighting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** What looks wrong in jobs. */
@Repository
class WarningRows {

    private static final int MESSAGE_LENGTH = 10_000;
    private static final TypeReference<Map<String, Object>> EVIDENCE = new TypeReference<>() {};

    private final JdbcClient jdbc;

    WarningRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The spec's first, then in the order in which they were first seen. */
    Map<String, List<JobWarning>> of(Collection<String> jobIds) {
        if (jobIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select * from job_warning where job_id in (:ids)
                        order by source desc, first_iteration, code, place
                        """)
                .param("ids", jobIds)
                .query((row, number) -> Map.entry(row.getString("job_id"), warning(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static JobWarning warning(ResultSet row) throws SQLException {
        return new JobWarning(
                Columns.value(JobWarning.Source.class, row.getString("source")),
                row.getString("code"),
                row.getString("place"),
                row.getString("message"),
                sighting(row, "first"),
                sighting(row, "last"),
                Columns.read(row.getString("evidence"), EVIDENCE));
    }

    private static @Nullable Sighting sighting(ResultSet row, String which) throws SQLException {
        Integer epoch = row.getObject(which + "_epoch", Integer.class);
        return epoch == null ? null : new Sighting(epoch, row.getLong(which + "_iteration"));
    }

    /**
     * Takes the place of an earlier one, apart from when that was first seen.
     *
     * @return whether there was none before
     */
    boolean put(String jobId, JobWarning warning) {
        int updated = statement("""
                        update job_warning
                        set message = :message, last_epoch = :epoch, last_iteration = :iteration, evidence = :evidence
                        where job_id = :job and source = :source and code = :code and place = :place
                        """, jobId, warning).update();
        if (updated == 0) {
            statement("""
                            insert into job_warning
                            values (:job, :source, :code, :place, :message, :epoch, :iteration, :epoch, :iteration,
                                    :evidence)
                            """, jobId, warning).update();
        }
        return updated == 0;
    }

    private StatementSpec statement(String sql, String jobId, JobWarning warning) {
        Sighting now = warning.last();
        return jdbc.sql(sql)
                .param("job", jobId)
                .param("source", Columns.name(warning.source()))
                .param("code", warning.code())
                .param("place", warning.place())
                .param("message", Columns.text(warning.message(), MESSAGE_LENGTH))
                .param("epoch", now == null ? null : now.epoch())
                .param("iteration", now == null ? null : now.iteration())
                .param("evidence", Columns.write(warning.evidence()));
    }
}

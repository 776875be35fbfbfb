package io.trainyard.job;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Changes that clients ask for. A job is locked first, so that what was read of it holds until the change. */
@Repository
class ControlRows {

    private final JdbcClient jdbc;

    ControlRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if there is no such job. */
    Optional<JobStatus> lock(String id) {
        return jdbc.sql("select status from job where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .map(name -> Columns.value(JobStatus.class, name));
    }

    void move(String id, JobStatus to, Instant now) {
        jdbc.sql("""
                        update job
                        set status = :status, updated_at = :now, finished_at = case when :final then :now end
                        where id = :id
                        """)
                .param("id", id)
                .param("status", Columns.name(to))
                .param("final", to.isFinal())
                .param("now", Columns.time(now))
                .update();
    }

    /** With all that belongs to it. */
    void delete(String id) {
        jdbc.sql("delete from job where id = ?").param(id).update();
    }
}

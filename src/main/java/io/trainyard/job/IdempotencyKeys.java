package io.trainyard.job;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which job an Idempotency-Key brought; the primary key decides between two that come at once. */
@Repository
class IdempotencyKeys {

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param request its {@link RequestFingerprint}; null for a spec that was sent to version 0.1.0 */
    record Use(String jobId, @Nullable String request) {}

    Optional<Use> find(String key) {
        return jdbc.sql("select job_id, request from idempotency_key where idempotency_key = ?")
                .param(key)
                .query((row, number) -> new Use(row.getString("job_id"), row.getString("request")))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the key is taken */
    void insert(String key, Use use, Instant now) {
        jdbc.sql("insert into idempotency_key (idempotency_key, job_id, created_at, request) values (?, ?, ?, ?)")
                .params(key, use.jobId(), Columns.time(now), use.request())
                .update();
    }
}

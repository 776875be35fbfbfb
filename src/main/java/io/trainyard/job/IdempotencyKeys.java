package io.trainyard.job;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which job an Idempotency-Key brought; the primary key decides between two that come at once. */
@Repository
class IdempotencyKeys {

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> jobOf(String key) {
        return jdbc.sql("select job_id from idempotency_key where idempotency_key = ?")
                .param(key)
                .query(String.class)
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the key is taken */
    void insert(String key, String jobId, Instant now) {
        jdbc.sql("insert into idempotency_key values (?, ?, ?)")
                .params(key, jobId, Columns.time(now))
                .update();
    }
}

package io.trainyard.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What forked jobs started with. */
@Repository
class ForkRows {

    private final JdbcClient jdbc;

    ForkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param checkpointId the job's own copy of its parent's checkpoint
     * @param best the parent's so far; null where the fork does not carry on with it
     */
    record Origin(
            String checkpointId,
            boolean resetOptimizer,
            boolean continues,
            @Nullable BestEpoch best) {}

    /** @param value of the spec's checkpoint metric */
    record BestEpoch(int epoch, double value) {}

    void insert(String jobId, Job.Lineage lineage, Origin origin) {
        jdbc.sql("update job set parent_id = ?, forked_from = ?, last_checkpoint_id = ? where id = ?")
                .params(lineage.parentId(), lineage.forkedFrom(), origin.checkpointId(), jobId)
                .update();
        BestEpoch best = origin.best();
        jdbc.sql("insert into fork values (?, ?, ?, ?, ?, ?)")
                .params(
                        jobId,
                        origin.checkpointId(),
                        origin.resetOptimizer(),
                        origin.continues(),
                        best == null ? null : best.epoch(),
                        best == null ? null : best.value())
                .update();
    }

    /** Empty if the job is no fork. */
    Optional<Origin> of(String jobId) {
        return jdbc.sql("select * from fork where job_id = ?")
                .param(jobId)
                .query((row, number) -> {
                    Double value = Columns.number(row, "best_value");
                    return new Origin(
                            row.getString("checkpoint_id"),
                            row.getBoolean("reset_optimizer"),
                            row.getBoolean("continues"),
                            value == null ? null : new BestEpoch(row.getInt("best_epoch"), value));
                })
                .optional();
    }
}

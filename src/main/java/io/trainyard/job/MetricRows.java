package io.trainyard.job;

import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.Metric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What epochs gave. */
@Repository
class MetricRows {

    private final JdbcClient jdbc;

    MetricRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<EpochMetrics> epochs(String jobId) {
        return jdbc.sql("select * from epoch_metrics where job_id = ? order by epoch")
                .param(jobId)
                .query(MetricRows::epoch)
                .list();
    }

    Map<String, List<Double>> lastAccuracies(Collection<String> jobIds, int points) {
        if (jobIds.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Double>> accuracies = new HashMap<>();
        jdbc.sql("""
                        select m.job_id, m.validation_accuracy
                        from epoch_metrics m join job j on j.id = m.job_id
                        where m.job_id in (:ids) and m.epoch > j.epoch - :points and m.validation_accuracy is not null
                        order by m.job_id, m.epoch
                        """).param("ids", jobIds).param("points", points).query(row -> {
            accuracies
                    .computeIfAbsent(row.getString("job_id"), id -> new ArrayList<>())
                    .add(row.getDouble("validation_accuracy"));
        });
        return accuracies;
    }

    private static EpochMetrics epoch(ResultSet row, int number) throws SQLException {
        return new EpochMetrics(
                row.getInt("epoch"),
                row.getDouble("train_loss"),
                row.getDouble("train_accuracy"),
                Columns.number(row, "validation_loss"),
                Columns.number(row, "validation_accuracy"),
                row.getDouble("learning_rate"),
                row.getDouble("seconds"),
                row.getDouble("images_per_second"),
                row.getDouble("feed_wait_seconds"));
    }

    /** One row an epoch: a second one replaces the first. */
    void put(String jobId, EpochMetrics epoch) {
        jdbc.sql("delete from epoch_metrics where job_id = ? and epoch = ?")
                .params(jobId, epoch.epoch())
                .update();
        jdbc.sql("insert into epoch_metrics values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        jobId,
                        epoch.epoch(),
                        epoch.trainLoss(),
                        epoch.trainAccuracy(),
                        epoch.validationLoss(),
                        epoch.validationAccuracy(),
                        epoch.learningRate(),
                        epoch.seconds(),
                        epoch.imagesPerSecond(),
                        epoch.feedWaitSeconds())
                .update();
    }

    void removeAfter(String jobId, int epoch) {
        jdbc.sql("delete from epoch_metrics where job_id = ? and epoch > ?")
                .params(jobId, epoch)
                .update();
    }

    /** The first of the best among the first {@code epochs}; empty without validation. */
    Optional<EpochMetrics> best(String jobId, Metric metric, int epochs) {
        String order = metric.improves(1, 0) ? " desc" : " asc";
        return jdbc.sql(
                        "select * from epoch_metrics where job_id = ? and epoch <= ? and %1$s is not null order by %1$s%2$s, epoch limit 1"
                                .formatted(metric.id(), order))
                .params(jobId, epochs)
                .query(MetricRows::epoch)
                .optional();
    }

    double seconds(String jobId) {
        return jdbc.sql("select coalesce(sum(seconds), 0) from epoch_metrics where job_id = ?")
                .param(jobId)
                .query(Double.class)
                .single();
    }
}

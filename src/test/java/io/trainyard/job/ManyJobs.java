package io.trainyard.job;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.SpecWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills a database with jobs as they would lie there after years: most have ended, some failed, a few thousand wait; names
 * and labels repeat, and one name is rare.
 */
final class ManyJobs {

    static final String NEEDLE = "needle";

    private static final List<String> STATUSES =
            List.of("succeeded", "succeeded", "succeeded", "succeeded", "failed", "cancelled", "succeeded", "queued");
    private static final List<String> MODELS = List.of("vgg11", "vgg16_bn", "resnet20", "mlp", "lenet5");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 500;

    private final Ids ids = new Ids();
    private final Random random = new Random(1);
    private final String spec;
    private final String resolved;

    ManyJobs() {
        spec = """
                {"name": "baseline", "dataset": {"name": "cifar10"}, "model": {"preset": "vgg11_bn"},
                 "training": {"epochs": 20, "batch_size": 128}}
                """;
        ExperimentSpec read = SpecReader.read(JsonMapper.shared().readTree(spec));
        resolved = SpecWriter.write(read).toString();
    }

    void insert(DataSource dataSource, int count) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (int done = 0; done < count; done += BATCH) {
                insert(connection, done, Math.min(count, done + BATCH));
                connection.commit();
            }
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("analyze");
            }
        }
    }

    private void insert(Connection connection, int from, int to) throws SQLException {
        try (PreparedStatement job = connection.prepareStatement("""
                        insert into job (id, name, priority, seed, epochs, metric, keep_last, keep_best, max_attempts, status,
                                         attempt, best_epoch, best_value, test_accuracy, test_loss, created_at, started_at,
                                         finished_at, updated_at, total_parameters, device, stop_reason)
                        values (?, ?, ?, 1, 20, 'validation_accuracy', 2, 1, 3, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 9750922, 'cpu', ?)
                        """);
                PreparedStatement document = connection.prepareStatement(
                        "insert into job_document (job_id, spec, resolved_spec, labels, notes) values (?, ?, ?, ?, ?)");
                PreparedStatement label = connection.prepareStatement("insert into job_label values (?, ?, ?)");
                PreparedStatement queue = connection.prepareStatement("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
                        values ('train', ?, ?, false, 1, ?)
                        """)) {
            for (int i = from; i < to; i++) {
                add(i, job, document, label, queue);
            }
            job.executeBatch();
            document.executeBatch();
            label.executeBatch();
            queue.executeBatch();
        }
    }

    private void add(
            int i, PreparedStatement job, PreparedStatement document, PreparedStatement label, PreparedStatement queue)
            throws SQLException {
        Instant created = START.plusSeconds(60L * i);
        String id = ids.id("job_", created);
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        boolean succeeded = status.equals("succeeded");
        boolean queued = status.equals("queued");
        int priority = random.nextInt(3);
        String name = "%s %s run %d"
                .formatted(
                        i % 20_000 == 777 ? NEEDLE : "baseline", MODELS.get(random.nextInt(MODELS.size())), i % 1000);
        int column = 1;
        job.setString(column++, id);
        job.setString(column++, i % 50 == 0 ? null : name);
        job.setInt(column++, priority);
        job.setString(column++, status);
        job.setObject(column++, queued ? null : 10);
        job.setObject(column++, queued ? null : random.nextDouble());
        job.setObject(column++, succeeded ? random.nextDouble() : null);
        job.setObject(column++, succeeded ? random.nextDouble() : null);
        job.setObject(column++, Columns.time(created));
        job.setObject(column++, queued ? null : Columns.time(created.plusSeconds(5)));
        job.setObject(column++, queued ? null : Columns.time(created.plusSeconds(random.nextInt(9999))));
        job.setObject(column++, Columns.time(created));
        job.setString(column, succeeded ? "max_epochs" : null);
        job.addBatch();
        String course = "week" + random.nextInt(10);
        document.setString(1, id);
        document.setString(2, spec);
        document.setString(3, resolved);
        document.setString(4, "{\"course\":\"%s\"}".formatted(course));
        document.setString(5, "What happens without augmentation?");
        document.addBatch();
        label.setString(1, id);
        label.setString(2, "course");
        label.setString(3, course);
        label.addBatch();
        if (queued) {
            queue.setString(1, id);
            queue.setObject(2, Columns.time(created));
            queue.setInt(3, priority);
            queue.addBatch();
        }
    }
}

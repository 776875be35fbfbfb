package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import io.trainyard.result.Calibration;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.Mistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The repositories on a real database, wired by hand. */
public final class Database {

    public final JdbcClient jdbc;
    public final Jobs jobs;
    public final JobControl control;
    public final Forks forks;
    public final Runs runs;
    public final JobWatch watch;
    final QueueEntries queue;
    final JobIndex index;
    final TransactionTemplate transaction;

    public Database(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(StorageConfiguration.transactionManager(dataSource));
        Ids ids = new Ids();
        JobRows rows = new JobRows(jdbc);
        RunRows runRows = new RunRows(jdbc);
        queue = new QueueEntries(dataSource, jdbc, ids);
        EventRows events = new EventRows(jdbc);
        index = new JobIndex(jdbc, events);
        EventLog log = new EventLog(jdbc, events, ids);
        watch = new StoredWatch(events, log, rows, new IterationRows(jdbc), new LogLines(jdbc));
        JobRecords records = new JobRecords(
                new MetricRows(jdbc),
                new IterationRows(jdbc),
                new EvaluationRows(jdbc),
                new CheckpointRows(jdbc),
                new Chunks(jdbc),
                new LogLines(jdbc),
                new WarningRows(jdbc),
                log,
                new DeviceRows(jdbc, ids));
        ControlRows controlRows = new ControlRows(jdbc);
        ForkRows forkRows = new ForkRows(jdbc);
        BestEpochs bestEpochs = new BestEpochs(records.metrics(), forkRows);
        NewJobs newJobs = new NewJobs(ids, rows, records.warnings(), queue, log);
        Submissions submissions = new Submissions(transaction, ids, rows, new IdempotencyKeys(jdbc));
        jobs = new StoredJobs(submissions, newJobs, rows, new JobListing(jdbc, index), queue, records);
        control = new StoredControl(transaction, ids, rows, controlRows, queue, log);
        forks = new StoredForks(
                submissions,
                rows,
                controlRows,
                records.checkpoints(),
                newJobs,
                new ForkStarts(ids, runRows, records.checkpoints(), forkRows, bestEpochs));
        CheckpointKeeper keeper = new CheckpointKeeper(ids, runRows, records, forkRows, bestEpochs);
        runs = new StoredRuns(
                transaction,
                ids,
                runRows,
                keeper,
                records,
                new RunStarts(transaction, ids, rows, runRows, queue, keeper, records),
                new RunEnds(transaction, ids, rows, runRows, queue, records));
    }

    public static HikariDataSource h2(Path file, String settings) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl("jdbc:h2:retry:" + file.toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000"
                + settings);
        dataSource.setUsername("sa");
        return dataSource;
    }

    static HikariDataSource on(PostgreSQLContainer server) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(server.getJdbcUrl());
        dataSource.setUsername(server.getUsername());
        dataSource.setPassword(server.getPassword());
        return dataSource;
    }

    void clear() {
        jdbc.sql("delete from job").update();
        jdbc.sql("delete from scheduled_tasks").update();
        jdbc.sql("delete from device").update();
        jdbc.sql("delete from event").update();
        index.clear();
    }

    /** What db-scheduler does when it takes an entry; returns the version that it then has. */
    long take(String jobId, String server) {
        jdbc.sql("""
                        update scheduled_tasks set picked = true, picked_by = ?, last_heartbeat = current_timestamp,
                               version = version + 1
                        where task_instance = ?
                        """).params(server, jobId).update();
        return jdbc.sql("select version from scheduled_tasks where task_instance = ?")
                .param(jobId)
                .query(Long.class)
                .single();
    }

    boolean hasEntry(String jobId) {
        return entries("task_instance = ?", jobId) == 1;
    }

    boolean hasFreeEntry(String jobId) {
        return entries("picked = false and task_instance = ?", jobId) == 1;
    }

    private long entries(String condition, String jobId) {
        return count("select count(*) from scheduled_tasks where " + condition, jobId);
    }

    long count(String sql, Object... params) {
        return jdbc.sql(sql).params(List.of(params)).query(Long.class).single();
    }

    static EpochMetrics metrics(int epoch, @Nullable Double validationAccuracy) {
        return new EpochMetrics(epoch, 1.0 / epoch, 0.5, 0.7, validationAccuracy, 0.1, 2.0, 1000, 0.01);
    }

    static EvaluationResult test() {
        return new EvaluationResult(
                0.5,
                0.75,
                new EvaluationResult.TopK(3, 0.99),
                4,
                new long[][] {{2, 0}, {1, 1}},
                new Calibration(0.125, List.of(new Calibration.Bin(0, 1, 4, 0.625, 0.75))),
                List.of(
                        new Mistake(7, 1, 0, 0.9, new Mistake.Picture(1, 1, 2, new byte[] {0, -1})),
                        new Mistake(3, 1, 0, 0.8, new Mistake.Picture(3, 1, 1, new byte[] {1, 2, 3}))));
    }

    static RunFacts facts() {
        return new RunFacts(1234, 10, "CPU, oneDNN", "ab12", Map.of("trainyard", "1", "dl4j", "2"), null);
    }

    static CheckpointFile checkpoint(Path folder, int epoch, int batch, int bytes, @Nullable Double value) {
        byte[] content = new byte[bytes];
        new Random(31L * epoch + batch).nextBytes(content);
        try {
            Path file = Files.write(folder.resolve("checkpoint-%d-%d".formatted(epoch, batch)), content);
            return new CheckpointFile(file, sha256(content), bytes, epoch, batch, 10L * epoch + batch, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

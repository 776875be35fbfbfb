package io.trainyard.job;

import static io.trainyard.job.Database.checkpoint;
import static io.trainyard.job.Database.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trainyard.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for the file of the embedded database. */
class H2FileTest {

    private static final int MIB = 1 << 20;
    private static final int EPOCHS = 80;

    @TempDir
    Path folder;

    @Test
    void the_space_of_removed_checkpoints_is_used_again() throws IOException {
        // By default H2 leaves freed space alone for 45 seconds; the test cannot wait for that.
        try (HikariDataSource dataSource = Database.h2(folder.resolve("trainyard"), ";INIT=set retention_time 0")) {
            Database database = new Database(dataSource);
            Run run = running(database);
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                CheckpointFile file = checkpoint(folder, epoch, 0, 2 * MIB, 0.001 * epoch);
                database.runs.epoch(run, metrics(epoch, 0.001 * epoch), file);
                database.runs.progress(run, new RunProgress(epoch, 1, 100, null));
                Files.delete(file.file());
            }
            assertThat(database.jobs.checkpoints(run.jobId())).hasSize(2);
        }
        // It compacts in the background and when it closes, each for a limited time: here it ends with 7 to 60 %.
        assertThat(Files.size(folder.resolve("trainyard.mv.db")))
                .as("of the bytes written")
                .isLessThan(EPOCHS * 2L * MIB * 3 / 4);
    }

    @Test
    void what_was_confirmed_is_in_the_file_at_once() throws IOException {
        try (HikariDataSource dataSource = Database.h2(folder.resolve("trainyard"), "")) {
            Database database = new Database(dataSource);
            Run run = running(database);
            // A copy of the file is what a killed server would leave behind.
            Files.copy(folder.resolve("trainyard.mv.db"), folder.resolve("copy.mv.db"));
            try (HikariDataSource copy = Database.h2(folder.resolve("copy"), "")) {
                Job found = new Database(copy).jobs.find(run.jobId()).orElseThrow();
                assertThat(found.state().status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    private static Run running(Database database) {
        JsonNode spec = JsonMapper.shared().readTree("""
                        {"dataset": {"name": "shapes"}, "model": {"preset": "mlp"}, "training": {"epochs": 100}}
                        """);
        String id =
                database.jobs.submit(spec, SpecReader.read(spec), null).job().id();
        return database.runs
                .claim(id, database.take(id, "server"), "server", "cpu")
                .orElseThrow()
                .run();
    }
}

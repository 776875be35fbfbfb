package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real server and a real trainer: pauses and forks change nothing of how a job ends. */
class ControlIT {

    private static final int EPOCHS = 3;
    private static final String SPEC = """
            {"name": "control", "seed": 5, "dataset": {"name": "shapes", "train_limit": 6000, "test_limit": 100},
             "augmentation": [{"type": "random_horizontal_flip"}],
             "model": {"layers": [
                 {"type": "conv2d", "out_channels": 8, "kernel_size": 4, "stride": 4, "bias": false},
                 {"type": "batch_norm2d"}, {"type": "relu"},
                 {"type": "flatten"}, {"type": "dropout", "p": 0.2}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "adam", "learning_rate": 0.002}, "ema": {"decay": 0.95},
             "lr_schedule": {"type": "reduce_on_plateau", "patience": 0},
             "training": {"epochs": %d, "batch_size": 10, "accumulate_batches": 2},
             "checkpoints": {"keep_last": %d}}
            """.formatted(EPOCHS, EPOCHS);

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static String parent;
    private static Result undisturbed;

    /** What two runs must agree on to the last bit. */
    private record Result(String lastCheckpoint, String bestCheckpoint, String testAccuracy) {}

    @BeforeAll
    static void train_undisturbed() throws Exception {
        server = new ServerProcess(folder.resolve("home"));
        parent = server.submit(SPEC);
        undisturbed = result(parent);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_job_that_was_paused_within_an_epoch_ends_as_if_nothing_had_happened() throws Exception {
        String id = server.submit(SPEC);
        JsonNode checkpoint = pausedWithinAnEpoch(id);

        JsonNode paused = server.job(id);
        assertThat(paused.get("allowed_actions").toString()).isEqualTo("[\"resume\",\"cancel\",\"fork\",\"delete\"]");
        assertThat(paused.at("/progress/estimated_finish").isNull()).isTrue();
        assertThat(paused.at("/progress/iteration").asInt())
                .isEqualTo((checkpoint.get("batch").asInt() + 1) / 2);
        String fork = fork(id, "{\"checkpoint\": \"last\"}");
        server.post("/" + id + "/resume", "", 202);

        assertThat(result(id)).isEqualTo(undisturbed);
        assertThat(metrics(id)).containsExactly(1, 2, 3);
        assertThat(server.job(id).get("resumed_from").asString())
                .isEqualTo(checkpoint.get("id").asString());
        assertThat(result(fork)).as("forked within the epoch").isEqualTo(undisturbed);
    }

    @Test
    void a_fork_without_overrides_ends_as_its_parent() throws Exception {
        String fork = fork(parent, "{\"checkpoint\": \"%s\"}".formatted(checkpointAt(parent, 1)));

        assertThat(result(fork)).isEqualTo(undisturbed);
        assertThat(metrics(fork)).containsExactly(2, 3);
        JsonNode job = server.job(fork);
        assertThat(job.get("parent_id").asString()).isEqualTo(parent);
        assertThat(job.at("/progress/fraction").asDouble()).isEqualTo(1);
    }

    @Test
    void a_fork_with_a_new_optimizer_and_other_layers_without_parameters_trains_on() throws Exception {
        String fork = fork(parent, """
                {"checkpoint": "last", "reset_optimizer": true,
                 "overrides": {"name": "tuned", "ema": null, "lr_schedule": null,
                   "model": {"layers": [
                     {"type": "conv2d", "out_channels": 8, "kernel_size": 4, "stride": 4, "bias": false},
                     {"type": "batch_norm2d"}, {"type": "relu"},
                     {"type": "flatten"}, {"type": "linear", "out_features": 10}]},
                   "optimizer": {"type": "sgd", "learning_rate": 0.001, "momentum": 0.9},
                   "training": {"epochs": 4, "batch_size": 50, "accumulate_batches": 1}}}
                """);

        assertThat(result(fork).lastCheckpoint()).isNotEqualTo(undisturbed.lastCheckpoint());
        assertThat(metrics(fork)).containsExactly(EPOCHS + 1);
        double before = server.part(parent, "metrics").at("/data/2/train_loss").asDouble();
        assertThat(server.part(fork, "metrics").at("/data/0/train_loss").asDouble())
                .as("goes on from what was learned")
                .isLessThan(before + 0.2);
        assertThat(server.job(fork).at("/best/epoch").asInt()).isEqualTo(EPOCHS + 1);
    }

    private static String fork(String id, String request) throws Exception {
        return server.post("/" + id + "/fork", request, 201).get("id").asString();
    }

    /** Pauses until it hits the middle of an epoch. */
    private static JsonNode pausedWithinAnEpoch(String id) throws Exception {
        while (true) {
            server.awaitJob(id, job -> job.at("/progress/epoch").asInt() >= 1);
            server.post("/" + id + "/pause", "", 202);
            JsonNode paused =
                    server.awaitJob(id, job -> !job.get("status").asString().equals("pausing"));
            assertThat(paused.get("status").asString()).as(server.log(id)).isEqualTo("paused");
            JsonNode last = checkpoints(id).stream()
                    .filter(checkpoint -> checkpoint.get("last").asBoolean())
                    .findFirst()
                    .orElseThrow();
            if (last.get("batch").asInt() > 0) {
                return last;
            }
            server.post("/" + id + "/resume", "", 202);
        }
    }

    private static String checkpointAt(String id, int epoch) throws Exception {
        return checkpoints(id).stream()
                .filter(checkpoint -> checkpoint.get("epoch").asInt() == epoch)
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }

    private static List<JsonNode> checkpoints(String id) throws Exception {
        return server.part(id, "checkpoints").get("data").valueStream().toList();
    }

    private static List<Integer> metrics(String id) throws Exception {
        return server.part(id, "metrics")
                .get("data")
                .valueStream()
                .map(epoch -> epoch.get("epoch").asInt())
                .toList();
    }

    private static Result result(String id) throws Exception {
        JsonNode job = server.awaitJob(id, now -> !now.get("finished_at").isNull());
        assertThat(job.get("status").asString()).as(server.log(id)).isEqualTo("succeeded");
        return new Result(
                sha256(id, "last"),
                sha256(id, "best"),
                job.at("/result/test_accuracy").asString());
    }

    private static String sha256(String id, String which) throws Exception {
        return checkpoints(id).stream()
                .filter(checkpoint -> checkpoint.get(which).asBoolean())
                .findFirst()
                .orElseThrow()
                .get("sha256")
                .asString();
    }
}

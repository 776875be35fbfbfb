package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real server and a real trainer, ended in every way: the job ends as if nothing had happened. */
class RecoveryIT {

    private static final int EPOCHS = 6;
    private static final String SPEC = """
            {"name": "recovery", "seed": 3, "dataset": {"name": "shapes", "train_limit": 6000, "test_limit": 200},
             "augmentation": [{"type": "random_crop", "padding": 4}, {"type": "random_horizontal_flip"}],
             "model": {"layers": [
                 {"type": "conv2d", "out_channels": 16, "kernel_size": 3, "padding": 1, "bias": false},
                 {"type": "batch_norm2d"}, {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 2},
                 {"type": "conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1},
                 {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 4},
                 {"type": "flatten"}, {"type": "dropout", "p": 0.3}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "sgd", "learning_rate": 0.05, "momentum": 0.9},
             "training": {"epochs": %d, "batch_size": 40}, "retry": {"max_attempts": 20}}
            """.formatted(EPOCHS);

    @TempDir
    static Path folder;

    private static Path home;
    private static Result undisturbed;

    /** What two runs must agree on to the last bit. */
    private record Result(String lastCheckpoint, String bestCheckpoint, String testAccuracy, List<String> losses) {}

    @BeforeAll
    static void train_undisturbed() throws Exception {
        home = folder.resolve("home");
        try (ServerProcess server = new ServerProcess(home)) {
            String id = server.submit(SPEC);
            undisturbed = result(server, id);
            assertThat(server.job(id).get("attempt").asInt()).as(server.log(id)).isEqualTo(1);
        }
    }

    @Test
    void a_killed_trainer_goes_on_from_its_last_checkpoint() throws Exception {
        try (ServerProcess server = new ServerProcess(home)) {
            String id = server.submit(SPEC);
            for (int epoch = 1; epoch < EPOCHS; epoch += 2) {
                awaitStep(server, id, epoch);
                server.trainers().forEach(ProcessHandle::destroyForcibly);
                awaitAttempt(server, id, epoch / 2 + 2);
            }
            assertThat(result(server, id)).isEqualTo(undisturbed);
        }
    }

    @Test
    void a_killed_server_goes_on_after_its_restart_and_takes_its_trainer_with_it() throws Exception {
        ServerProcess server = new ServerProcess(home);
        try {
            String id = server.submit(SPEC);
            for (int epoch = 1; epoch < EPOCHS; epoch += 2) {
                awaitStep(server, id, epoch);
                List<ProcessHandle> trainers = server.trainers();
                server.kill();
                assertThat(trainers).hasSize(1);
                trainers.get(0).onExit().get();
                server = new ServerProcess(home);
            }
            assertThat(result(server, id)).isEqualTo(undisturbed);
        } finally {
            server.close();
        }
    }

    @Test
    void a_server_that_is_asked_to_stop_leaves_a_checkpoint_in_the_middle_of_the_epoch() throws Exception {
        ServerProcess server = new ServerProcess(home);
        try {
            String id = server.submit(SPEC);
            awaitStep(server, id, 1);
            server.terminate();
            server = new ServerProcess(home);

            assertThat(result(server, id)).isEqualTo(undisturbed);
            JsonNode job = server.job(id);
            assertThat(server.log(id)).contains("Stopped; goes on later from here.", "Goes on after epoch");
            assertThat(job.get("attempt").asInt()).as(server.log(id)).isEqualTo(2);
            assertThat(job.get("resumed_from").isString()).isTrue();
        } finally {
            server.close();
        }
    }

    /** Somewhere in the epoch after {@code epoch}. */
    private static void awaitStep(ServerProcess server, String id, int epoch) throws Exception {
        server.awaitJob(id, job -> isFinal(job) || job.at("/progress/epoch").asInt() >= epoch);
        Thread.sleep(new Random().nextInt(600));
    }

    private static void awaitAttempt(ServerProcess server, String id, int attempt) throws Exception {
        server.awaitJob(id, job -> isFinal(job) || job.get("attempt").asInt() >= attempt);
    }

    private static boolean isFinal(JsonNode job) {
        return List.of("succeeded", "failed", "cancelled")
                .contains(job.get("status").asString());
    }

    private static Result result(ServerProcess server, String id) throws Exception {
        JsonNode job = server.awaitJob(id, RecoveryIT::isFinal);
        assertThat(job.get("status").asString()).as(job.toString()).isEqualTo("succeeded");
        JsonNode metrics = server.part(id, "metrics").get("data");
        assertThat(metrics.valueStream().map(epoch -> epoch.get("epoch").asInt()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EPOCHS).boxed().toList());
        JsonNode checkpoints = server.part(id, "checkpoints").get("data");
        return new Result(
                sha256(checkpoints, "last"),
                sha256(checkpoints, "best"),
                job.at("/result/test_accuracy").asString(),
                metrics.valueStream()
                        .map(epoch -> epoch.get("train_loss") + " " + epoch.get("validation_loss"))
                        .toList());
    }

    private static String sha256(JsonNode checkpoints, String which) {
        return checkpoints
                .valueStream()
                .filter(checkpoint -> checkpoint.get(which).asBoolean())
                .findFirst()
                .orElseThrow()
                .get("sha256")
                .asString();
    }
}

package io.trainyard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final String JOB = "/api/v1/jobs/job_1";
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @TempDir
    private Path specs;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer().on("/api/v1/devices", """
                        {"data": [{"id": "cpu", "name": "Fast CPU", "usable": true},
                                  {"id": "gpu-0", "name": "Old GPU", "usable": false}]}""").on("/api/v1/jobs", job("queued", 0, ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shows_every_epoch_and_saves_the_model() throws Exception {
        trainsTwoEpochs();
        server.on(JOB + "/model", MODEL, Map.of("Repr-Digest", digestOf(MODEL)));

        run(false, Optional.empty());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("on Fast CPU\n")
                .contains("epoch  1/2 [====================]  1000 images/s   val. accuracy  50.0%   ETA")
                .contains("epoch  2/2 [====================]  1100 images/s   val. accuracy  75.0%   ETA 0:00")
                .contains("accuracy 0.7175")
                .doesNotContain("\r");
        assertThat(model()).hasBinaryContent(MODEL);
    }

    @Test
    void a_terminal_sees_the_current_epoch_move() throws Exception {
        trainsTwoEpochs();
        server.on(JOB + "/model", MODEL, Map.of("Repr-Digest", digestOf(MODEL)));

        run(true, Optional.empty());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\r\033[Kqueued, number 3 in the queue ...")
                .contains("\r\033[Kepoch  1/2 [==========          ]");
    }

    @Test
    void keeps_no_model_that_arrived_damaged() throws Exception {
        trainsTwoEpochs();
        server.on(JOB + "/model", MODEL, Map.of("Repr-Digest", digestOf(new byte[] {1})));

        assertThatThrownBy(() -> run(false, Optional.empty()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("arrived damaged");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void says_why_a_job_failed() {
        server.on(JOB, job("failed", 0, """
                , "error": {"category": "numerical", "code": "loss_is_nan", "message": "The loss became NaN in epoch 1."}"""));

        assertThatThrownBy(() -> run(false, Optional.empty()))
                .hasMessageContaining("numerical")
                .hasMessageContaining("The loss became NaN in epoch 1.")
                .hasMessageContaining(JOB + "/logs");
    }

    @Test
    void shows_what_the_server_says_to_a_refused_spec() throws Exception {
        server.close();
        server = new FakeServer()
                .on("/api/v1/devices", "{\"data\": []}")
                .refuse("/api/v1/jobs", 422, "{\"detail\": \"no such layer\"}");

        assertThatThrownBy(() -> run(false, Optional.empty()))
                .hasMessageContaining("422")
                .hasMessageContaining("no such layer");
    }

    @Test
    void knows_a_stranger_on_the_port() throws Exception {
        server.close();
        server = new FakeServer().on("/api/v1/devices", "<html>Hello</html>");

        assertThatThrownBy(() -> run(false, Optional.empty()))
                .hasMessageContaining("is not a Trainyard server")
                .hasMessageContaining("SERVER_PORT=");
    }

    @Test
    void says_that_the_server_ended_and_where_its_log_is() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        server.close();

        assertThatThrownBy(() -> run(false, Optional.of(ended.pid())))
                .hasMessage("The server ended; its last words are in server.log.");
    }

    @Test
    void says_that_a_job_outlives_its_server() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        server.closeAfter(JOB, job("running", 0, ""));

        assertThatThrownBy(() -> run(false, Optional.of(ended.pid())))
                .hasMessage("The server ended; its last words are in server.log."
                        + " The job is not lost: it goes on as soon as the server is started again.");
    }

    private void trainsTwoEpochs() {
        server.on(
                        JOB,
                        job("queued", 0, ", \"queue_position\": 3"),
                        job("running", 0.25, ""),
                        job("running", 0.5, ""),
                        job("succeeded", 1, ", \"result\": {\"test_accuracy\": 0.7175, \"test_loss\": 0.9}"))
                .on(
                        JOB + "/metrics",
                        "{\"data\": [" + epoch(1, 0.5, 1000) + "]}",
                        "{\"data\": [" + epoch(1, 0.5, 1000) + "," + epoch(2, 0.75, 1100) + "]}");
    }

    private static String job(String status, double fraction, String more) {
        return """
                {"id": "job_1", "status": "%s", "name": "quickstart",
                 "progress": {"epoch": %d, "epochs": 2, "fraction": %s, "images_per_second": null,
                              "estimated_finish": "2026-01-01T00:00:00Z"}%s}""".formatted(status, (int) (2 * fraction), fraction, more);
    }

    private static String epoch(int epoch, double accuracy, double imagesPerSecond) {
        return "{\"epoch\": %d, \"train_loss\": 1, \"validation_accuracy\": %s, \"images_per_second\": %s}"
                .formatted(epoch, accuracy, imagesPerSecond);
    }

    private static String digestOf(byte[] bytes) throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }

    private Path model() {
        return folder.resolve("model.zip");
    }

    private void run(boolean terminal, Optional<Long> pid) throws Exception {
        URI uri = server.uri();
        TrainyardClient client = new TrainyardClient(uri);
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
        Path spec = Files.writeString(specs.resolve("spec.json"), "{}");
        new Quickstart(client, new RunningServer(uri, client, pid, "server.log"), screen, Duration.ofMillis(1))
                .run(spec, model());
    }
}

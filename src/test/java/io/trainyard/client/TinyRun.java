package io.trainyard.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;

/** A job of seconds, from the posted spec to the model file, on a real server. */
final class TinyRun {

    private static final String SPEC = """
            {"name": "tiny", "seed": 1,
             "dataset": {"name": "shapes", "train_limit": 256, "test_limit": 64},
             "model": {"layers": [
                 {"type": "conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
                 {"type": "batch_norm2d"}, {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 4},
                 {"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "sgd", "learning_rate": 0.05, "momentum": 0.9},
             "training": {"epochs": 2, "batch_size": 32}}""";

    private TinyRun() {}

    /** Trains it to the end, and checks what a user would see and get. */
    static void succeedsOn(URI server, Optional<Long> pid, String log, Path folder)
            throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        TrainyardClient client = new TrainyardClient(server);
        Path model = folder.resolve("model.zip");
        new Quickstart(client, new RunningServer(server, client, pid, log), screen, Duration.ofMillis(200))
                .run(Files.writeString(folder.resolve("tiny.json"), SPEC), model);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("epoch  1/2")
                .contains("epoch  2/2")
                .contains("accuracy 0.");
        try (ZipFile zip = new ZipFile(model.toFile())) {
            assertThat(zip.getEntry("configuration.json")).isNotNull();
            assertThat(zip.getEntry("coefficients.bin")).isNotNull();
        }
        predictsOn(server);
    }

    /** ONNX Runtime's native libraries are found and unpacked, too. */
    private static void predictsOn(URI server) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        URI list = server.resolve("/api/v1/jobs?limit=1");
        String jobs = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        String id = JsonMapper.shared().readTree(jobs).at("/data/0/id").asString();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve("/api/v1/jobs/" + id + "/predict"))
                        .header("Content-Type", "image/png")
                        .POST(BodyPublishers.ofFile(Path.of("src/test/resources/images/photo.png")))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/predictions"))
                .hasSize(5);
    }
}

package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.TrainyardApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One job over HTTP alone, on the real store and with a real trainer. */
@SpringBootTest(classes = TrainyardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ApiIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SPEC = """
            {"name": "small", "labels": {"from": "api-it"}, "seed": 3,
             "dataset": {"name": "shapes", "train_limit": 400, "test_limit": 100, "validation_fraction": 0.1},
             "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "training": {"epochs": 2, "batch_size": 20}}
            """;

    @TempDir
    static Path home;

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("trainyard.home", home::toString);
    }

    @Test
    void a_job_goes_from_its_spec_to_a_downloaded_model() throws Exception {
        JsonNode submitted = json(send(post("/jobs", SPEC).header("Idempotency-Key", "api-it-1")));
        JsonNode replayed = json(send(post("/jobs", SPEC).header("Idempotency-Key", "api-it-1")));
        assertThat(replayed.at("/id")).isEqualTo(submitted.at("/id"));
        String job = "/jobs/" + submitted.at("/id").asString();

        JsonNode done = await(job);
        assertThat(done.at("/status").asString())
                .as(done.at("/error").toString())
                .isEqualTo("succeeded");
        assertThat(done.at("/progress/fraction").asDouble()).isEqualTo(1);
        assertThat(json(get("/jobs?label=from:api-it&status=succeeded")).at("/data/0/id"))
                .isEqualTo(done.at("/id"));

        JsonNode metrics = json(get(job + "/metrics")).at("/data");
        assertThat(metrics.valueStream().map(row -> row.at("/epoch").asInt())).containsExactly(1, 2);
        assertThat(get(job + "/metrics?format=csv").body().lines()).hasSize(3);
        assertThat(get(job + "/logs").body()).isNotBlank();

        JsonNode evaluation = json(get(job + "/evaluation"));
        assertThat(evaluation.at("/accuracy")).isEqualTo(done.at("/result/test_accuracy"));
        assertThat(evaluation.at("/examples").asInt()).isEqualTo(100);

        HttpResponse<byte[]> model =
                client.send(request(job + "/model").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(model.headers().firstValue("ETag"))
                .contains('"'
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(model.body()))
                        + '"');
        HttpResponse<byte[]> rest = client.send(
                request(job + "/model").header("Range", "bytes=1000-").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(model.body(), 1000, model.body().length));

        assertThat(send(post(job + "/cancel", "")).statusCode()).isEqualTo(409);
        assertThat(send(request(job).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get(job + "/model").statusCode()).isEqualTo(404);
    }

    private JsonNode await(String job) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode document = json(get(job));
        while (document.at("/finished_at").isNull() && Instant.now().isBefore(deadline)) {
            Thread.sleep(250);
            document = json(get(job));
        }
        return document;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path)));
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}

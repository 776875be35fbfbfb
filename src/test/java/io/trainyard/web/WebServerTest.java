package io.trainyard.web;

import io.trainyard.dataset.DatasetStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server with this package's controllers over jobs in memory, and a client for it. */
@SpringBootTest(
        classes = WebServerTest.Server.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.autoconfigure.exclude="
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "db-scheduler.enabled=false",
            "trainyard.home=target/web-server-test",
            "spring.main.banner-mode=off"
        })
public abstract class WebServerTest {

    protected static final String SPEC = """
            {"name": "tiny", "labels": {"course": "week3"}, "seed": 7,
             "dataset": {"name": "shapes", "train_limit": 100},
             "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "sgd", "learning_rate": 0.1, "momentum": 0.9},
             "training": {"epochs": 2, "batch_size": 10}}
            """;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    protected FakeJobs jobs;

    @Autowired
    FakeWatch watch;

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        jobs.clear();
        watch.clear();
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
    }

    protected HttpRequest.Builder post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    protected HttpResponse<byte[]> download(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    protected HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    protected static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** Submits {@link #SPEC} and gives the job's id. */
    protected String submitted() throws IOException, InterruptedException {
        return json(send(post("/api/v1/jobs", SPEC))).at("/id").asString();
    }

    /** Not a configuration by annotation: the whole application's component scan must not find it. */
    @EnableAutoConfiguration
    @ComponentScan("io.trainyard.web")
    static class Server {

        @Bean
        FakeJobs jobs() {
            return new FakeJobs();
        }

        @Bean
        FakeWatch watch() {
            return new FakeWatch();
        }

        @Bean
        DatasetStore datasetStore() {
            return new DatasetStore(null, Path.of("target", "no-datasets"), line -> {});
        }
    }
}

package io.trainyard.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same server, asked by its API: what the page must agree with. */
final class Api {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START = Duration.ofSeconds(300);

    private final URI base;

    Api(URI server) {
        this.base = server.resolve("/api/v1/");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    JsonNode predict(String path, Path image) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofFile(image)));
    }

    String status(String id) throws IOException, InterruptedException {
        return get("jobs/" + id).at("/status").asString();
    }

    void awaitStart() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                get("devices");
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("The server does not come up.", e);
                }
                Thread.sleep(300);
            }
        }
    }

    void awaitStatus(String id, String status) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!status(id).equals(status)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("%s is %s, not %s.".formatted(id, status(id), status));
            }
            Thread.sleep(200);
        }
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}

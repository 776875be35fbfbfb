package io.trainyard.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The part of the HTTP API that the quickstart uses. An answer that is not a success becomes a {@link ClientException}. */
final class TrainyardClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final URI server;

    TrainyardClient(URI server) {
        this.server = server;
    }

    URI jobUri(String id) {
        return server.resolve("/api/v1/jobs/" + id);
    }

    /** Names of the devices that the server may use. An answer in another form is not a Trainyard server's. */
    List<String> devices() throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                request("/api/v1/devices").timeout(Duration.ofSeconds(10)).GET().build());
        try {
            List<String> names = new ArrayList<>();
            for (JsonNode device : json.readTree(response.body()).required("data")) {
                if (device.required("usable").booleanValue()) {
                    names.add(device.required("name").stringValue());
                }
            }
            return names;
        } catch (JacksonException e) {
            throw new ClientException(
                    "What answers on " + server + " is not a Trainyard server. " + NextSteps.otherPort(server));
        }
    }

    JobDocument submit(Path spec) throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofFile(spec))
                .build();
        return json.readValue(checked(send(request)).body(), JobDocument.class);
    }

    JobDocument job(String id) throws IOException, InterruptedException {
        return json.readValue(get(jobUri(id)), JobDocument.class);
    }

    List<EpochRow> metrics(String id) throws IOException, InterruptedException {
        JsonNode rows = json.readTree(get(URI.create(jobUri(id) + "/metrics"))).required("data");
        return List.of(json.treeToValue(rows, EpochRow[].class));
    }

    /** Writes the model to {@code file} and returns the response, for its headers. */
    HttpResponse<Path> model(String id, Path file) throws IOException, InterruptedException {
        URI uri = URI.create(jobUri(id) + "/model?format=dl4j");
        return checked(http.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofFile(file)));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        return checked(send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET().build()))
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> checked(HttpResponse<T> response) {
        if (response.statusCode() / 100 != 2) {
            throw new ClientException("%s %s was answered with %d: %s"
                    .formatted(response.request().method(), response.uri(), response.statusCode(), response.body()));
        }
        return response;
    }
}

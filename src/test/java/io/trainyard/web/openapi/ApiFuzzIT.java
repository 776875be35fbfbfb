package io.trainyard.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.TrainyardApplication;
import io.trainyard.web.openapi.ApiDocument.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests made from the OpenAPI document to a server with a trained job. {@code -Dfuzz.requests} (for each operation)
 * and {@code -Dfuzz.seed} ask for others than usual.
 */
@SpringBootTest(classes = TrainyardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ApiFuzzIT {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 40);
    private static final long SEED = Long.getLong("fuzz.seed", 5);
    private static final String SPEC = """
            {"dataset": {"name": "shapes", "train_limit": 100, "test_limit": 50},
             "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "training": {"epochs": 1, "batch_size": 20}}""";

    /** What any operation may refuse, without a word in the document: another method, another Accept. */
    private static final Set<Integer> EVERYWHERE = Set.of(405, 406);

    private static final int MILLIS_OF_A_STREAM = 300;

    @TempDir
    static Path home;

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> wentWell = new HashSet<>();

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("trainyard.home", home::toString);
    }

    @Test
    void every_answer_is_one_that_the_document_promises() throws Exception {
        ApiDocument document = ApiDocument.of(get("/v3/api-docs"));
        Map<String, List<String>> ids = ids(trained());
        FuzzedValues values = new FuzzedValues(new Random(SEED));
        List<Operation> operations = document.operations().stream()
                .sorted(Comparator.comparing(operation -> operation.method().equals("delete")))
                .toList();

        List<String> broken = new ArrayList<>();
        for (Operation operation : operations) {
            for (int i = 0; i < REQUESTS; i++) {
                FuzzedRequest request = FuzzedRequest.of(operation, values, ids);
                if (broken.size() < 40) {
                    check(document, request, broken);
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(wentWell)
                .as("requests that are refused for their form alone would prove little")
                .hasSizeGreaterThan(operations.size() * 2 / 3);
    }

    private void check(ApiDocument document, FuzzedRequest request, List<String> broken) throws Exception {
        HttpResponse<InputStream> response =
                client.send(request.at("http://127.0.0.1:" + port), HttpResponse.BodyHandlers.ofInputStream());
        int status = response.statusCode();
        if (status < 400) {
            wentWell.add(request.operation().toString());
        }
        JsonNode promised = request.operation().node().path("responses").path(String.valueOf(status));
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        String text = new String(body(response, type.equals("text/event-stream")), StandardCharsets.UTF_8);
        if (status >= 500 || promised.isMissingNode() && !EVERYWHERE.contains(status)) {
            broken.add("%s: unexpected status %d %s".formatted(request, status, text));
        } else if (status == 204 || status == 304) {
            if (!text.isEmpty()) {
                broken.add("%s: a %d with a body".formatted(request, status));
            }
        } else if (status >= 400) {
            if (!type.equals("application/problem+json")) {
                broken.add("%s: %d is a %s, no problem: %s".formatted(request, status, type, text));
            } else {
                fit(document, document.root().at("/components/schemas/Problem"), request + " " + status, text, broken);
            }
        } else if (!promised.path("content").has(type)) {
            broken.add("%s: %d came as undocumented %s".formatted(request, status, type));
        } else if (type.equals("text/event-stream")) {
            StreamedEvents.violations(document, text).forEach(wrong -> broken.add(request + ": " + wrong));
        } else if (type.equals("application/json")) {
            fit(document, promised.path("content").path(type).path("schema"), request + " " + status, text, broken);
        }
    }

    /** All of it, or what a stream, which may have no end, says for a moment. */
    private static byte[] body(HttpResponse<InputStream> response, boolean endless) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream body = response.body()) {
            if (endless) {
                CompletableFuture.delayedExecutor(MILLIS_OF_A_STREAM, TimeUnit.MILLISECONDS)
                        .execute(() -> close(body));
            }
            body.transferTo(read);
        } catch (IOException e) {
            if (!endless) {
                throw e;
            }
        }
        return read.toByteArray();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fit(ApiDocument document, JsonNode schema, String place, String text, List<String> broken) {
        try {
            document.violations(schema, JsonMapper.shared().readTree(text))
                    .forEach(violation -> broken.add(place + ": " + violation));
        } catch (JacksonException e) {
            broken.add(place + ": no JSON: " + text);
        }
    }

    private String trained() throws Exception {
        HttpRequest submit = HttpRequest.newBuilder(address("/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SPEC))
                .build();
        String body = client.send(submit, HttpResponse.BodyHandlers.ofString()).body();
        String id = JsonMapper.shared().readTree(body).path("id").asString();
        while (!get("/api/v1/jobs/" + id).contains("\"status\":\"succeeded\"")) {
            assertThat(get("/api/v1/jobs/" + id)).doesNotContain("\"status\":\"failed\"");
            Thread.sleep(500);
        }
        return id;
    }

    private Map<String, List<String>> ids(String job) throws Exception {
        String checkpoint = JsonMapper.shared()
                .readTree(get("/api/v1/jobs/" + job + "/checkpoints"))
                .at("/data/0/id")
                .asString();
        return Map.of(
                "jobs", List.of(job),
                "checkpoints", List.of(checkpoint),
                "datasets", List.of("shapes", "shapes", "mnist"),
                "presets", List.of("lenet5", "vgg11_bn"));
    }

    private String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}

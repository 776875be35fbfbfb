package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.TrainyardApplication;
import io.trainyard.web.EventStream.Received;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Watching a real job by a connection that breaks again and again, while its trainer is killed, too. */
@SpringBootTest(classes = TrainyardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Timeout(400)
class EventsIT {

    private static final int EPOCHS = 5;
    private static final int STEPS = 18;
    private static final String SPEC = """
            {"name": "watched", "seed": 3,
             "dataset": {"name": "shapes", "train_limit": 400, "test_limit": 100, "validation_fraction": 0.1},
             "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "training": {"epochs": %d, "batch_size": 20}, "retry": {"max_attempts": 9}}
            """.formatted(EPOCHS);

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
    void nothing_is_lost_or_doubled_by_broken_connections_and_a_killed_trainer() throws Exception {
        String id = json(request("/jobs")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(SPEC)))
                .at("/id")
                .asString();
        List<Received> stored = watch("/jobs/" + id);

        JsonNode events = json(request("/jobs/" + id + "/events")).at("/data");
        assertThat(stored.stream().map(Received::data)).containsExactlyElementsOf(events);
        JsonNode last = events.get(events.size() - 1).at("/data");
        assertThat(last.at("/status").asString()).as(last.toString()).isEqualTo("succeeded");
        assertThat(last.at("/attempt").asInt()).isEqualTo(2);

        JsonNode epochs = json(request("/jobs/" + id + "/metrics")).at("/data");
        assertThat(data(stored, "epoch")).containsExactlyElementsOf(epochs);
        assertThat(epochs).hasSize(EPOCHS);
        JsonNode steps = json(request("/jobs/" + id + "/metrics?per=iteration")).at("/data");
        assertThat(steps.valueStream().map(step -> step.at("/iteration").asLong()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) EPOCHS * STEPS).boxed().toList());
    }

    private static List<JsonNode> data(List<Received> events, String type) {
        return events.stream()
                .filter(event -> event.name().equals(type))
                .map(event -> event.data().at("/data"))
                .toList();
    }

    /** Takes three stored events of each connection; kills the trainer after the second epoch. */
    private List<Received> watch(String job) throws Exception {
        List<Received> stored = new ArrayList<>();
        String last = null;
        boolean ended = false;
        boolean killed = false;
        while (!ended) {
            try (EventStream stream = EventStream.open(client, request(job + "/events"), last)) {
                for (int taken = 0; taken < 3 && !ended; ) {
                    Received event = stream.next();
                    ended = event == null || event.name().equals("end");
                    if (!ended && !event.data().at("/id").isNull()) {
                        stored.add(event);
                        taken++;
                    }
                }
                last = stream.lastEventId();
            }
            if (!killed && data(stored, "epoch").size() == 2) {
                killed = true;
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        }
        return stored;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path)));
    }

    private JsonNode json(HttpRequest.Builder request) throws Exception {
        return JsonMapper.shared()
                .readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}

package io.trainyard.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a stream of server-sent events, which reads as the HTML standard says. */
public final class EventStream implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;
    private final List<String> comments = new ArrayList<>();
    private @Nullable String lastEventId;

    /** @param id the last one seen, null before the first; @param name of the event */
    public record Received(@Nullable String id, String name, JsonNode data) {}

    private EventStream(HttpResponse<Stream<String>> response, @Nullable String lastEventId) {
        this.response = response;
        this.lines = response.body().iterator();
        this.lastEventId = lastEventId;
    }

    public static EventStream open(HttpClient client, HttpRequest.Builder request, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        request.header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new EventStream(client.send(request.build(), HttpResponse.BodyHandlers.ofLines()), lastEventId);
    }

    public int status() {
        return response.statusCode();
    }

    /** What the client would send when it connects again. */
    public @Nullable String lastEventId() {
        return lastEventId;
    }

    public List<String> comments() {
        return comments;
    }

    /** The next event; null when the stream is over. */
    public @Nullable Received next() {
        String name = "message";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() && !data.isEmpty()) {
                return new Received(lastEventId, name, JSON.readTree(data.toString()));
            } else if (line.startsWith(":")) {
                comments.add(line);
            } else if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            }
        }
        return null;
    }

    /** Events up to the first that is wanted, or to the end of the stream. */
    public List<Received> until(Predicate<Received> wanted) {
        List<Received> received = new ArrayList<>();
        for (Received next = next(); next != null; next = next()) {
            received.add(next);
            if (wanted.test(next)) {
                break;
            }
        }
        return received;
    }

    @Override
    public void close() {
        response.body().close();
    }
}

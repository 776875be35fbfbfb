package io.trainyard.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers each path with what it was told, in turn; the last answer is repeated. */
final class FakeServer implements AutoCloseable {

    private record Answer(int status, byte[] body, Map<String, String> headers) {}

    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final HttpServer http;
    private volatile String last = "";

    FakeServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    FakeServer on(String path, String... bodies) {
        List.of(bodies).forEach(body -> add(path, 200, body.getBytes(StandardCharsets.UTF_8), Map.of()));
        return this;
    }

    FakeServer on(String path, byte[] body, Map<String, String> headers) {
        return add(path, 200, body, headers);
    }

    FakeServer refuse(String path, int status, String body) {
        return add(path, status, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Answers the path once, and nothing ever after. */
    void closeAfter(String path, String body) {
        on(path, body);
        last = path;
    }

    private FakeServer add(String path, int status, byte[] body, Map<String, String> headers) {
        answers.computeIfAbsent(path, p -> new ArrayDeque<>()).add(new Answer(status, body, headers));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = next(exchange.getRequestURI().getPath());
        exchange.getRequestBody().readAllBytes();
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
        if (exchange.getRequestURI().getPath().equals(last)) {
            new Thread(this::close).start();
        }
    }

    private synchronized Answer next(String path) {
        Deque<Answer> waiting = answers.getOrDefault(path, new ArrayDeque<>());
        if (waiting.isEmpty()) {
            return new Answer(404, "not here".getBytes(StandardCharsets.UTF_8), Map.of());
        }
        return waiting.size() > 1 ? waiting.remove() : waiting.element();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}

package io.trainyard.worker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server as a process of its own, to be killed at will. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    ServerProcess(Path home) throws Exception {
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "io.trainyard.TrainyardApplication",
                        "--trainyard.home=" + home,
                        "--server.port=" + port,
                        "--logging.level.io.trainyard=info")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling("server.log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.start();
        await("the server", this::isUp);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isUp() throws InterruptedException {
        try {
            return get("/actuator/health").isPresent();
        } catch (IOException notYet) {
            return false;
        }
    }

    String submit(String spec) throws Exception {
        return post("", spec, 201).get("id").asString();
    }

    /** @param path below the jobs' */
    JsonNode post(String path, String body, int status) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri("/api/v1/jobs" + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    void delete(String id) throws Exception {
        http.send(HttpRequest.newBuilder(uri("/api/v1/jobs/" + id)).DELETE().build(), BodyHandlers.discarding());
    }

    JsonNode job(String id) throws Exception {
        return get("/api/v1/jobs/" + id).orElseThrow();
    }

    JsonNode part(String id, String part) throws Exception {
        return get("/api/v1/jobs/" + id + "/" + part).orElseThrow();
    }

    /** What its trainers and workers said of a job. */
    String log(String id) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri("/api/v1/jobs/" + id + "/logs"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    JsonNode awaitJob(String id, Predicate<JsonNode> condition) throws Exception {
        await("job " + id, () -> condition.test(job(id)));
        return job(id);
    }

    private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        return response.statusCode() == 200
                ? Optional.of(JsonMapper.shared().readTree(response.body()))
                : Optional.empty();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    List<ProcessHandle> trainers() {
        return process.children().toList();
    }

    /** SIGKILL: no hook runs, nothing is said. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("The server does not stop.");
        }
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private void await(String what, Check check) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!check.holds()) {
            if (Instant.now().isAfter(deadline) || !process.isAlive()) {
                throw new AssertionError("Waited in vain for " + what);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}

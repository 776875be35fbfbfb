package io.trainyard.benchmark;

import io.trainyard.client.PackagedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job on a server, asked for again and again until it has succeeded; all times in seconds since it was posted. */
final class WatchedJob {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final PackagedServer server;
    private final long start = System.nanoTime();
    private final List<Double> latencies = new ArrayList<>();
    private final Map<Integer, Double> epochSeen = new TreeMap<>();
    private final List<JsonNode> metrics = new ArrayList<>();
    private double firstStep;
    private double succeeded;
    private long trainerPeakBytes;

    private WatchedJob(PackagedServer server) {
        this.server = server;
    }

    /** @param pause between two requests */
    static WatchedJob run(PackagedServer server, JsonNode spec, Duration pause)
            throws IOException, InterruptedException {
        WatchedJob job = new WatchedJob(server);
        job.watch(job.submit(spec), pause);
        return job;
    }

    private String submit(JsonNode spec) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spec.toString()))
                .build();
        return "/api/v1/jobs/" + send(request).required("id").asString();
    }

    private void watch(String path, Duration pause) throws IOException, InterruptedException {
        while (succeeded == 0) {
            double asked = now();
            JsonNode job = get(path);
            if (firstStep > 0) {
                latencies.add(now() - asked);
            }
            note(job);
            Thread.sleep(pause.toMillis());
        }
        get(path + "/metrics").required("data").forEach(metrics::add);
    }

    private void note(JsonNode job) throws IOException {
        String status = job.required("status").asString();
        if (status.equals("failed")) {
            throw new IllegalStateException("The job failed: " + job.required("error"));
        }
        JsonNode progress = job.path("progress");
        int epoch = progress.path("epoch").asInt(0);
        if (firstStep == 0 && (epoch > 0 || progress.path("iteration").asInt(0) > 0)) {
            firstStep = now();
        }
        if (epoch > 0) {
            epochSeen.putIfAbsent(epoch, now());
        }
        if (status.equals("succeeded")) {
            succeeded = now();
        }
        for (ProcessHandle trainer : server.children()) {
            trainerPeakBytes = Math.max(trainerPeakBytes, PeakMemory.of(trainer));
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(path)).GET().build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s was answered with %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    private double now() {
        return (System.nanoTime() - start) / 1e9;
    }

    double firstStep() {
        return firstStep;
    }

    double succeeded() {
        return succeeded;
    }

    /** When an epoch's end was first seen. */
    double epochEnd(int epoch) {
        return epochSeen.get(epoch);
    }

    /** By epoch, as the server tells them. */
    List<JsonNode> metrics() {
        return metrics;
    }

    /** Of a request while the job trained, in seconds. */
    List<Double> latencies() {
        return latencies;
    }

    long trainerPeakBytes() {
        return trainerPeakBytes;
    }
}

package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import io.trainyard.client.PackagedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long pages of a long list take over HTTP, as docs/performance.md tells it; run by hand, on {@code target/trainyard.jar}.
 * Arguments: a folder, which is filled with jobs unless a run before has, and how many jobs.
 */
final class ListBenchmark {

    private static final int WARM_UP = 60;
    private static final int REQUESTS = 300;
    private static final List<String> LISTS = List.of(
            "",
            "limit=200",
            "status=succeeded",
            "label=course:week3",
            "fields=id,name,status,sparkline",
            "sort=name&q=vgg",
            "sort=-test_accuracy",
            "sort=status&label=course:week3&status=failed",
            "sort=-finished_at&created_after=2026-03-01T00:00:00Z&q=week3",
            "q=needle",
            "name=needle&sort=-best_value",
            "q=nothing-has-this");

    /** Before all of those that wait, and long enough. */
    private static final String SPEC = """
            {"priority": 100, "dataset": {"name": "shapes"}, "model": {"preset": "vgg11_bn"}, "training": {"epochs": 1000}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;

    private ListBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        ListBenchmark benchmark = new ListBenchmark(folder);
        if (!Files.exists(folder.resolve("home"))) {
            benchmark.fill(Integer.parseInt(arguments[1]));
        }
        benchmark.measure("nothing trains", "--trainyard.worker.enabled=false");
        benchmark.measure("a job trains", "--trainyard.worker.enabled=true");
    }

    private void fill(int jobs) throws Exception {
        Path database = Files.createDirectories(folder.resolve("home/database"));
        try (HikariDataSource dataSource = Database.h2(database.resolve("trainyard"), "")) {
            new Database(dataSource); // makes the tables
            new ManyJobs().insert(dataSource, jobs);
        }
    }

    private void measure(String when, String settings) throws IOException, InterruptedException {
        try (PackagedServer server = PackagedServer.start(folder, settings)) {
            URI list = server.uri().resolve("/api/v1/jobs");
            awaitPort(list);
            System.out.printf(Locale.ROOT, "%n%s; the first list, sort=name, waits %.1f s%n", when, first(list));
            post(list);
            Thread.sleep(5_000);
            LISTS.forEach(query -> time(URI.create(list + "?" + query)));
        }
    }

    private void awaitPort(URI list) throws IOException, InterruptedException {
        while (true) {
            try {
                send(HttpRequest.newBuilder(list.resolve("/actuator/info")));
                return;
            } catch (ConnectException notYet) {
                Thread.sleep(20);
            }
        }
    }

    private double first(URI list) throws IOException, InterruptedException {
        long start = System.nanoTime();
        send(HttpRequest.newBuilder(URI.create(list + "?sort=name")));
        return (System.nanoTime() - start) / 1e9;
    }

    private void post(URI list) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(list)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(SPEC)));
    }

    private void time(URI uri) {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i < WARM_UP + REQUESTS; i++) {
                long start = System.nanoTime();
                send(HttpRequest.newBuilder(uri));
                millis.add((System.nanoTime() - start) / 1e6);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<Double> sorted = millis.stream().skip(WARM_UP).sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| `%s` | %.0f | %.0f | %.0f%n",
                uri.getQuery(),
                sorted.get(REQUESTS / 2),
                sorted.get(REQUESTS * 99 / 100),
                sorted.get(REQUESTS - 1));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response + ": " + new String(response.body()));
        }
    }
}

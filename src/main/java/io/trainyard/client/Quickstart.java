package io.trainyard.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Submits a spec, shows how it trains and fetches the model. The script {@code quickstart} starts it, with the system
 * properties {@code quickstart.server}, {@code .spec}, {@code .model}, {@code .log} (the server's), {@code .pid} (the
 * server's, where known) and {@code .terminal}.
 */
public final class Quickstart {

    private static final Duration STARTUP = Duration.ofSeconds(180);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final TrainyardClient client;
    private final RunningServer server;
    private final Screen screen;
    private final Duration interval;

    Quickstart(TrainyardClient client, RunningServer server, Screen screen, Duration interval) {
        this.client = client;
        this.server = server;
        this.screen = screen;
        this.interval = interval;
    }

    public static void main(String[] args) throws InterruptedException {
        URI uri = URI.create(System.getProperty("quickstart.server", "http://127.0.0.1:8080"));
        TrainyardClient client = new TrainyardClient(uri);
        Optional<Long> pid = Optional.ofNullable(Long.getLong("quickstart.pid"));
        RunningServer server = new RunningServer(uri, client, pid, System.getProperty("quickstart.log", "unknown"));
        Screen screen = new Screen(System.out, Boolean.getBoolean("quickstart.terminal"));
        Path spec = Path.of(System.getProperty("quickstart.spec", "docs/examples/quickstart.json"));
        Path model = Path.of(System.getProperty("quickstart.model", "quickstart-model.zip"));
        try {
            new Quickstart(client, server, screen, Duration.ofMillis(500)).run(spec, model);
        } catch (ClientException e) {
            screen.line(e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            screen.line("Talking to " + uri + " failed: " + e + ". The server's log is " + server.log() + ".");
            System.exit(1);
        }
    }

    void run(Path spec, Path model) throws IOException, InterruptedException {
        String devices = String.join(", ", server.await(server.pid().isPresent() ? STARTUP : ANSWER));
        screen.line("Server      " + server.uri() + " on " + devices);
        JobDocument submitted = client.submit(spec);
        screen.line("Job         " + client.jobUri(submitted.id()));
        JobDocument ended = follow(submitted.id());
        screen.line("Test set    accuracy " + testAccuracy(ended));
        String sha256 = new ModelDownload(client).save(ended.id(), model);
        screen.line("Model       " + model + " (SHA-256 " + sha256.substring(0, 12) + "..., as announced)");
        screen.line(NextSteps.text(server, ended.id()));
    }

    private JobDocument follow(String id) throws InterruptedException {
        Thread farewell = new Thread(() -> screen.line(NextSteps.jobGoesOn(client.jobUri(id))));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return new JobFollower(client, server, screen, Clock.systemUTC(), interval).follow(id);
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private double testAccuracy(JobDocument job) {
        if (job.result() != null) {
            return job.result().testAccuracy();
        }
        String logs = " Its log: curl " + client.jobUri(job.id()) + "/logs";
        throw new ClientException(
                job.error() == null
                        ? "The job ended as " + job.status() + "." + logs
                        : "The job failed (%s, %s): %s%s"
                                .formatted(
                                        job.error().category(),
                                        job.error().code(),
                                        job.error().message(),
                                        logs));
    }
}

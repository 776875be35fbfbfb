package io.trainyard.benchmark;

import io.trainyard.client.PackagedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a job takes beside its steps, on the packaged server: one job that is left alone, and one that is asked for often. */
final class ServerBenchmark {

    private static final int IMAGES = 5_000;
    private static final int TRAINED = IMAGES * 9 / 10;
    private static final int EPOCHS = 8;

    /** In which Java still compiles; a job of any length has as many. */
    private static final int WARM_UP_EPOCHS = 3;

    private static final int BATCH_SIZE = 64;
    private static final double BARE_SECONDS = 8;
    private static final double MIB = 1 << 20;

    private final ChildProcess child;
    private final StringBuilder text = new StringBuilder();

    ServerBenchmark(ChildProcess child) {
        this.child = child;
    }

    String run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trainyard-benchmark");
        try (ContenderProcess bare = bareEngine();
                PackagedServer server = PackagedServer.start(folder)) {
            double ready = secondsUntilReady(server);
            double before = bare.measure(BARE_SECONDS).trainingRate();
            WatchedJob calm = WatchedJob.run(server, spec(), Duration.ofSeconds(1));
            double after = bare.measure(BARE_SECONDS).trainingRate();
            WatchedJob asked = WatchedJob.run(server, spec(), Duration.ofMillis(20));
            long serverPeak = PeakMemory.of(server.process().toHandle());
            head();
            row("server, from its start to its first answer", "%.1f s", ready);
            times(asked);
            speed(calm, new Spread(List.of(before, after)));
            latency(asked);
            row("resident memory of the server at most", "%.0f MiB", serverPeak / MIB);
            row("resident memory of a trainer at most", "%.0f MiB", calm.trainerPeakBytes() / MIB);
        }
        return text.toString();
    }

    private static ObjectNode spec() {
        ObjectNode spec = Network.json(Network.REFERENCE);
        spec.putObject("dataset")
                .put("name", System.getenv("TRAINYARD_DATA") == null ? "shapes" : "cifar10")
                .put("validation_fraction", 0.1)
                .put("train_limit", IMAGES)
                .put("test_limit", 1_000);
        spec.set("augmentation", JsonMapper.shared().readTree("""
                [{"type": "random_crop", "padding": 4}, {"type": "random_horizontal_flip", "p": 0.5}]"""));
        spec.putObject("training").put("epochs", EPOCHS).put("batch_size", BATCH_SIZE);
        return spec;
    }

    /** The same steps in a process that does nothing else; it waits while it is not measured. */
    private ContenderProcess bareEngine() throws IOException, InterruptedException {
        Setting ours = Setting.trainyard(Runtime.getRuntime().availableProcessors());
        return ContenderProcess.start(child, new Case(Network.REFERENCE, BATCH_SIZE), ours);
    }

    private static double secondsUntilReady(PackagedServer server) throws InterruptedException, IOException {
        long start = System.nanoTime();
        while (server.process().isAlive()) {
            try {
                new Socket(server.uri().getHost(), server.uri().getPort()).close();
                return (System.nanoTime() - start) / 1e9;
            } catch (ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("The server ended:\n" + Files.readString(server.log()));
    }

    private void head() {
        text.append("""

                ### A job on the server

                The reference network on %d images of %d, batch %d, random crop and flip, %d epochs with validation and a
                checkpoint each. Where nothing else is said, the first %d, in which Java still compiles, do not count.

                | what | measured |
                | --- | --- |
                """.formatted(TRAINED, IMAGES, BATCH_SIZE, EPOCHS, WARM_UP_EPOCHS));
    }

    private void times(WatchedJob job) {
        List<Double> rest = new ArrayList<>();
        for (int epoch = WARM_UP_EPOCHS + 1; epoch <= EPOCHS; epoch++) {
            double seconds = job.metrics().get(epoch - 1).get("seconds").asDouble();
            rest.add(1_000 * (job.epochEnd(epoch) - job.epochEnd(epoch - 1) - seconds));
        }
        JsonNode last = job.metrics().get(EPOCHS - 1);
        double lastStep = job.epochEnd(EPOCHS - 1) + stepping(last) + waiting(last);
        row("job posted to its first step done", "%.1f s", job.firstStep());
        row("an epoch's steps", "%s s", spread(job, ServerBenchmark::stepping, 1));
        row("an epoch's waiting for images", "%s s", spread(job, ServerBenchmark::waiting, 2));
        row("an epoch's validation", "%s s", spread(job, ServerBenchmark::validation, 2));
        row("between epochs beside that: checkpoint, rows", "%s ms", new Spread(rest).words(0));
        row("last step done to succeeded: validation, checkpoint, test", "%.1f s", job.succeeded() - lastStep);
    }

    private void speed(WatchedJob job, Spread bare) {
        double inJob = TRAINED / new Spread(seconds(job, ServerBenchmark::stepping)).median();
        for (int epoch = 1; epoch <= WARM_UP_EPOCHS; epoch++) {
            double rate = job.metrics().get(epoch - 1).get("images_per_second").asDouble();
            row("images/s of steps in a job that is left alone, epoch " + epoch, "%.0f", rate);
        }
        row("the same in later epochs", "%.0f", inJob);
        row("images/s of the bare engine, just before and just after", "%s", bare.words(0));
        row("ratio of the two", "%.2f", inJob / bare.median());
    }

    private void latency(WatchedJob job) {
        List<Double> sorted = new Spread(job.latencies()).values();
        row("`GET /jobs/{id}` while it trains, requests", "%d", sorted.size());
        row("median", "%.1f ms", 1_000 * sorted.get(sorted.size() / 2));
        row("99th percentile", "%.1f ms", 1_000 * sorted.get(sorted.size() * 99 / 100));
    }

    private static double stepping(JsonNode epoch) {
        return TRAINED / epoch.get("images_per_second").asDouble();
    }

    private static double waiting(JsonNode epoch) {
        return epoch.get("feed_wait_seconds").asDouble();
    }

    private static double validation(JsonNode epoch) {
        return epoch.get("seconds").asDouble() - stepping(epoch) - waiting(epoch);
    }

    private static String spread(WatchedJob job, ToDoubleFunction<JsonNode> part, int digits) {
        return new Spread(seconds(job, part)).words(digits);
    }

    /** By epoch, without those that warm up. */
    private static List<Double> seconds(WatchedJob job, ToDoubleFunction<JsonNode> part) {
        return job.metrics().stream()
                .skip(WARM_UP_EPOCHS)
                .map(part::applyAsDouble)
                .toList();
    }

    private void row(String what, String format, Object value) {
        text.append("| %s | %s |%n".formatted(what, String.format(Locale.ROOT, format, value)));
    }
}

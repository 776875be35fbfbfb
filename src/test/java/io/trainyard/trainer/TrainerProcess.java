package io.trainyard.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real trainer, started from the tests' class path. */
final class TrainerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<TrainerMessage> messages = new ArrayList<>();

    TrainerProcess(Path folder) throws IOException {
        this(folder, Map.of());
    }

    TrainerProcess(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainerMain.class.getName(),
                        "job_test",
                        folder.toString())
                .redirectError(folder.resolve("stderr.txt").toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.output = process.inputReader();
    }

    void send(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
    }

    void closeInput() throws IOException {
        process.outputWriter().close();
    }

    /** SIGTERM alone; the streams stay open. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Reads on to the first message of this kind that fits. */
    <T extends TrainerMessage> T await(Class<T> type, Predicate<T> condition) {
        for (TrainerMessage message = next(); message != null; message = next()) {
            if (type.isInstance(message) && condition.test(type.cast(message))) {
                return type.cast(message);
            }
        }
        throw new AssertionError("The trainer ended without saying " + type.getSimpleName() + ": " + messages);
    }

    <T extends TrainerMessage> T await(Class<T> type) {
        return await(type, message -> true);
    }

    /** All messages to the end, those read before included. */
    List<TrainerMessage> toTheEnd() {
        while (next() != null) {}
        return messages;
    }

    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("The trainer still runs after %d seconds".formatted(seconds));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private @Nullable TrainerMessage next() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<TrainerMessage> message = TrainerProtocol.parse(line);
                if (message.isPresent()) {
                    messages.add(message.get());
                    return message.get();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
